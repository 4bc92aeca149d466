using System.Collections.Immutable;
using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// What a host may do whatever its file says, appended after the file's own rules so that the file can forbid it: keep
/// its lease, find its neighbours, ask the gateway's DNS and NTP (RFC 8520 §3, §8).
/// </summary>
internal static class DefaultFlows
{
    public const string Dns = "urn:ietf:params:mud:dns";
    public const string Ntp = "urn:ietf:params:mud:ntp";

    private static readonly IPNetwork[] _broadcast = [IPNetwork.Parse("255.255.255.255/32")];
    private static readonly IPNetwork[] _linkLocal = [IPNetwork.Parse("fe80::/10")];
    private static readonly IPNetwork[] _dhcpServers = [IPNetwork.Parse("ff02::1:2/128")];

    public static IReadOnlyList<Flow> Of(CompileInput input, FlowDirection direction)
    {
        var peers = new PeerResolver(input);
        var flows = new List<Flow>();
        var outward = direction == FlowDirection.FromDevice;
        foreach (var version in (int[])[4, 6])
        {
            var lan = LocalPeers.Lan(input.LocalNetworks, version);
            var local = LocalPeers.Of(input.LocalNetworks, version);
            var (client, server) = version == 4 ? (68, 67) : (546, 547);
            IEnumerable<IPNetwork> dhcp = version == 4
                ? outward ? lan.Concat(_broadcast) : lan
                : outward ? lan.Concat(_linkLocal).Concat(_dhcpServers) : lan.Concat(_linkLocal);
            Add(version == 4 ? "DHCP" : "DHCPv6", version, 17, Prefixes.Collapse(dhcp), "dhcp", isNamed: false, client, server);
            foreach (var (label, uri, protocol, port) in ((string, string, int, int)[])[("DNS", Dns, 17, 53), ("DNS", Dns, 6, 53), ("NTP", Ntp, 17, 123)])
            {
                // With connection state the answers need no rule, and from outside nobody opens.
                if (outward || !input.Dialect.IsStateful())
                {
                    Add(label, version, protocol, peers.OfController(uri, version), peers.SymbolOf(new MudPeer.Controller(uri)), isNamed: true, null, port);
                }
            }

            Add(version == 4 ? "IGMP" : "ICMPv6", version, version == 4 ? 2 : 58, local, "local", isNamed: false, null, null);
        }

        return flows;

        void Add(string label, int version, int protocol, IReadOnlyList<IPNetwork> addresses, string symbol, bool isNamed, int? own, int? theirs)
        {
            if (addresses.Count == 0)
            {
                return;
            }

            var (mine, other) = (Port(own), Port(theirs));
            ImmutableArray<Because> because = [new("default", null, label)];
            flows.Add(new Flow(
                version, protocol, [new PeerTerm(symbol, isNamed, addresses)], null,
                outward ? mine : other, outward ? other : mine, Accept: true, because, $"default: {label}"));
        }
    }

    private static PortRange Port(int? port) => port is { } number ? new PortRange((ushort)number, (ushort)number) : Flow.AnyPort;
}
