using Provisioning.Flows;

namespace Provisioning.Storage.Rows;

/// <summary>Something that is wrong with a host's flows, once for each (device, MAC, kind, direction, peer, protocol, port).</summary>
public sealed class FlowFindingRow
{
    public long Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>Lower case with colons.</summary>
    public required string Mac { get; set; }

    /// <summary>Under which the host was then; a host that comes under another begins anew.</summary>
    public string? MudUrl { get; set; }

    /// <summary>Of the file that the last of these flows was held against, hex.</summary>
    public string? Sha256 { get; set; }

    public FindingKind Kind { get; set; }

    /// <summary>The host opened it.</summary>
    public bool FromDevice { get; set; }

    /// <summary>The other end's address.</summary>
    public required string Peer { get; set; }

    /// <summary>The other end is in the home too, or on its link: its address may name the home.</summary>
    public bool AtHome { get; set; }

    /// <summary>IP protocol number.</summary>
    public int Protocol { get; set; }

    /// <summary>Of the end that was opened; 0 where the protocol has none.</summary>
    public int Port { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Flows.</summary>
    public long Count { get; set; }

    public long Packets { get; set; }

    public long Bytes { get; set; }
}
