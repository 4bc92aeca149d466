using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Difference;

/// <summary>One ACE of one direction and IP version, by symbols: what a name resolves to is no matter of the file.</summary>
/// <param name="Peer">Null: any.</param>
/// <param name="Network">Where the peer is a prefix.</param>
internal sealed record SaidFlow(
    bool Accept, bool FromDevice, int Version, int Protocol, string? Peer, IPNetwork? Network, IReadOnlyList<PortRange> Source, IReadOnlyList<PortRange> Destination, string Terms)
{
    private static readonly PortRange[] _all = [new(0, ushort.MaxValue)];

    public static IEnumerable<SaidFlow> Of(MudFile file) =>
        from side in ((bool FromDevice, IReadOnlyList<MudAcl> Acls)[])[(true, file.FromDevice), (false, file.ToDevice)]
        from acl in side.Acls
        from ace in acl.Aces
        from version in VersionsOf(acl, ace.Match)
        from protocol in ProtocolsOf(ace.Match)
        select Of(side.FromDevice, ace, version, protocol);

    /// <summary>Whether it speaks of packets with this peer: the same symbol, or a prefix inside its own.</summary>
    public bool IsAbout(string? peer, IPNetwork? network) =>
        Peer is null || Peer == peer || (Network is { } mine && network is { } theirs && mine.PrefixLength <= theirs.PrefixLength && mine.Contains(theirs.BaseAddress));

    private static SaidFlow Of(bool fromDevice, MudAce ace, int version, int protocol)
    {
        var m = ace.Match;
        var (own, ownName, network, name) = fromDevice ? (m.Source, m.SourceName, m.Destination, m.DestinationName) : (m.Destination, m.DestinationName, m.Source, m.SourceName);
        var plain = network is { PrefixLength: > 0 } ? network : null;
        string?[] peer = [plain?.ToString(), name?.TrimEnd('.').ToLowerInvariant(), m.Peer is { } p ? Name(p) : null];
        string?[] terms =
        [
            own is { PrefixLength: > 0 } ? $"own address in {own}" : null, ownName is null ? null : $"own name {ownName}",
            m.InitiatedBy is { } by ? $"opened {(by == MudInitiator.FromDevice ? "from" : "to")} the device" : null,
            m.IcmpType is { } type ? $"type {type}" : null, m.IcmpCode is { } code ? $"code {code}" : null, .. m.Lossy.Order(StringComparer.Ordinal),
        ];
        return new SaidFlow(
            ace.Accept, fromDevice, version, protocol, string.Join(" & ", peer.OfType<string>()) is { Length: > 0 } symbol ? symbol : null, name is null && m.Peer is null ? plain : null,
            m.SourcePorts.Count == 0 ? _all : m.SourcePorts, m.DestinationPorts.Count == 0 ? _all : m.DestinationPorts, string.Join(", ", terms.OfType<string>()));
    }

    private static int[] VersionsOf(MudAcl acl, MudMatch match) => (match.IPVersion, acl.Type) switch
    {
        (4, _) or (null, MudAclType.IPv4) => [4],
        (6, _) or (null, MudAclType.IPv6) => [6],
        _ => [4, 6],
    };

    private static int[] ProtocolsOf(MudMatch match) =>
        match.Protocol is { } protocol ? [protocol] : match.SourcePorts.Count + match.DestinationPorts.Count > 0 ? [6, 17] : [-1];

    private static string Name(MudPeer peer) => peer switch
    {
        MudPeer.Controller c => $"controller {c.ClassUri}",
        MudPeer.MyController => "my-controller",
        MudPeer.LocalNetworks => "local-networks",
        MudPeer.SameManufacturer => "same-manufacturer",
        MudPeer.Manufacturer m => $"manufacturer {m.Authority.ToLowerInvariant()}",
        MudPeer.Model m => $"model {m.MudUrl}",
        _ => "",
    };
}
