using System.Net;
using System.Net.Sockets;

namespace Provisioning.Firewall.Proof;

/// <summary>What names, classes and "local" mean in the host's network. Written again, so that a mistake of the compiler's is not made here.</summary>
internal sealed class ProofNetwork(CompileInput facts)
{
    private static readonly IPNetwork _linkLocal6 = IPNetwork.Parse("fe80::/10");
    private static readonly IPAddress _dhcpServers6 = IPAddress.Parse("ff02::1:2");

    /// <summary>What never leaves a link, beside the LAN's prefixes (RFC 8520 §8 local-networks).</summary>
    private static readonly IPNetwork[] _link =
    [
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("255.255.255.255/32"), _linkLocal6, IPNetwork.Parse("ff00::/8"),
    ];

    public bool IsStateful { get; } = facts.Dialect is FirewallDialect.Tr181V16 or FirewallDialect.Tr181V18;

    /// <summary>Every boundary that the defaults and "local" bring.</summary>
    public IEnumerable<IPNetwork> Boundaries =>
        [.. facts.LocalNetworks, .. _link, Single(_dhcpServers6), .. Of("urn:ietf:params:mud:dns").Concat(Of("urn:ietf:params:mud:ntp")).Select(Single)];

    public bool IsLocal(IPAddress address) => IsLan(address) || _link.Any(p => p.Contains(address));

    public HashSet<IPAddress> OfName(string name) => Usable(facts.Names.GetValueOrDefault(name.TrimEnd('.').ToLowerInvariant()) ?? []);

    public HashSet<IPAddress> OfController(string uri) => [.. Of(uri)];

    public HashSet<IPAddress> OfModel(string url) => Usable(facts.Peers.Where(p => p.Key == url).SelectMany(p => p.Value));

    public HashSet<IPAddress> OfMaker(string? authority) =>
        Usable(facts.Peers.Where(p => authority is { Length: > 0 } && string.Equals(Authority(p.Key), authority, StringComparison.OrdinalIgnoreCase)).SelectMany(p => p.Value));

    public HashSet<IPAddress> OfSameMaker() => OfMaker(Authority(facts.File.MudUrl));

    /// <summary>What every host may do, where no layer says anything: keep its lease, find its neighbours, ask the gateway's DNS and NTP.</summary>
    public bool IsDefault(ProofPacket p)
    {
        var six = p.Peer.AddressFamily == AddressFamily.InterNetworkV6;
        var (near, far) = p.FromDevice ? (p.SourcePort, p.DestinationPort) : (p.DestinationPort, p.SourcePort);
        return (p.Protocol, near, far) switch
        {
            (2, _, _) => !six && IsLocal(p.Peer),
            (58, _, _) => six && IsLocal(p.Peer),
            (17, 68, 67) => !six && (IsLan(p.Peer) || (p.FromDevice && p.Peer.Equals(IPAddress.Broadcast))),
            (17, 546, 547) => six && (IsLan(p.Peer) || _linkLocal6.Contains(p.Peer) || (p.FromDevice && p.Peer.Equals(_dhcpServers6))),
            (6 or 17, _, 53) => (p.FromDevice || !IsStateful) && Of("urn:ietf:params:mud:dns").Contains(p.Peer),
            (17, _, 123) => (p.FromDevice || !IsStateful) && Of("urn:ietf:params:mud:ntp").Contains(p.Peer),
            _ => false,
        };
    }

    /// <summary>IPv4 inside IPv6 is IPv4, a scope is no part of an address, and the unspecified one is nobody's.</summary>
    public static HashSet<IPAddress> Usable(IEnumerable<IPAddress> addresses) =>
        [.. addresses.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : new IPAddress(a.GetAddressBytes())).Where(a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any))];

    public static IPNetwork Single(IPAddress address) => new(address, address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);

    private bool IsLan(IPAddress address) => facts.LocalNetworks.Any(p => p.Contains(address));

    private HashSet<IPAddress> Of(string uri) => Usable(facts.Controllers.GetValueOrDefault(uri) ?? []);

    private static string Authority(string url)
    {
        var parts = url.Split("//", 2);
        return parts.Length < 2 ? "" : parts[1].Split('/', '?', '#')[0];
    }
}
