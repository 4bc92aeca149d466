namespace Provisioning.Firewall.Proof;

/// <summary>In strict mode an entry to the device that only lets replies of another through opens no flow. Written again.</summary>
internal static class StatedMirror
{
    public static bool IsReply(StatedEntry entry, IReadOnlyList<StatedEntry> outward)
    {
        if (entry is not { FromDevice: false, Accept: true, OpenedByDevice: null })
        {
            return false;
        }

        var echo = entry is { Protocol: 1, IcmpType: 0 } ? 8 : entry is { Protocol: 58, IcmpType: 129 } ? 128 : -1;
        var half = entry is { Protocol: 6 or 17, SourcePorts.Count: > 0, DestinationPorts.Count: 0 };
        return (half || echo >= 0) && outward.Any(o =>
            o is { Accept: true, OpenedByDevice: not false } && o.Version == entry.Version && o.Protocol == entry.Protocol
            && o.PeerWords.SetEquals(entry.PeerWords) && o.PeerPrefixes.SequenceEqual(entry.PeerPrefixes) && o.OwnPrefixes.SequenceEqual(entry.OwnPrefixes)
            && o.DestinationPorts.SequenceEqual(entry.SourcePorts) && o.SourcePorts.SequenceEqual(entry.DestinationPorts)
            && (echo < 0 || o.IcmpType == echo));
    }
}
