using System.Net;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// What "local" means (RFC 8520 §8: must not go towards the default route): the LAN prefixes and everything that never
/// leaves the link, multicast and broadcast among it.
/// </summary>
internal static class LocalPeers
{
    private static readonly IPNetwork[] _always =
    [
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("255.255.255.255/32"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    public static IReadOnlyList<IPNetwork> Of(IReadOnlyList<IPNetwork> lan, int version) =>
        Prefixes.Collapse(lan.Concat(_always).Where(p => Prefixes.VersionOf(p) == version));

    public static IReadOnlyList<IPNetwork> Lan(IReadOnlyList<IPNetwork> lan, int version) =>
        Prefixes.Collapse(lan.Where(p => Prefixes.VersionOf(p) == version));

    /// <summary>Multicast or broadcast: nobody answers from there.</summary>
    public static bool IsGroup(IPNetwork network) => Prefixes.Covers(_always[1], network) || network == _always[2] || Prefixes.Covers(_always[4], network);
}
