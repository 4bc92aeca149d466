using System.Net;
using Provisioning.Devices;
using Provisioning.Firewall.Compilation;
using Provisioning.Firewall.Compiling;

namespace Provisioning.Flows;

/// <summary>Where the home ends, and whom its hosts are to ask for names.</summary>
/// <param name="Prefixes">The LAN's.</param>
/// <param name="Resolvers">Those that the gateway hands out, the gateway itself, and those that it asks.</param>
public sealed record HomeNetwork(IReadOnlyList<IPNetwork> Prefixes, IReadOnlyList<IPAddress> Resolvers)
{
    private static readonly IPNetwork[] _private =
        [.. ((string[])["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]).Select(IPNetwork.Parse)];

    public static HomeNetwork Of(ReportedParameters reported)
    {
        var lan = GatewayLan.Of(reported);
        var asked = ((string[])["Device.DNS.Client.Server.", "Device.DNS.Relay.Forwarding."]).SelectMany(t => reported.Instances(t))
            .Select(row => IPAddress.TryParse(reported.Value(row + "DNSServer"), out var address) ? Normal(address) : null).OfType<IPAddress>();
        return new HomeNetwork(lan.Prefixes, [.. lan.Dns.Concat(asked).Distinct()]);
    }

    /// <summary>It does not leave the home. Where the gateway reports no LAN prefix, private addresses are the home's.</summary>
    public bool IsLocal(IPAddress address)
    {
        var version = Firewall.Compiling.Prefixes.VersionOf(address);
        return LocalPeers.Of(Prefixes, version).Any(p => p.Contains(address))
            || (LocalPeers.Lan(Prefixes, version).Count == 0 && _private.Any(p => p.Contains(address)));
    }

    /// <summary>Null: no resolver of its IP version is known, so nothing can be said.</summary>
    public bool? IsResolver(IPAddress address) =>
        Resolvers.Any(r => r.AddressFamily == address.AddressFamily) ? Resolvers.Contains(address) : null;

    private static IPAddress? Normal(IPAddress address) => Firewall.Compiling.Prefixes.Normal(address);
}
