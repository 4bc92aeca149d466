using System.Net;
using System.Net.Sockets;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// One new connection's first packet of every kind that the policy, the defaults or the rules can tell apart: every interval of ports and
/// addresses between boundaries of either side, every protocol that either names and one that none does, both directions, each of the
/// host's addresses; and the same packets of another host, which no rule may decide.
/// </summary>
internal sealed class ProofPackets(CompileInput facts, StatedPolicy stated, IReadOnlyList<RuleCriteria> rules)
{
    private static readonly (int First, int Last)[] _clients = [(68, 68), (546, 546)];
    private static readonly (int First, int Last)[] _servers = [(53, 53), (67, 67), (123, 123), (547, 547)];

    private readonly HashSet<IPAddress> _hosts = ProofNetwork.Usable(facts.HostAddresses);

    public string? HostMac => facts.HostMac;

    public IEnumerable<(StatedColumn Column, ProofPacket Packet, bool IsOther)> All()
    {
        var networks = stated.Prefixes.Concat(rules.SelectMany(r => (r.Sources ?? []).Concat(r.Destinations ?? []))).ToHashSet();
        var protocols = new SortedSet<int>(stated.Protocols.Concat(rules.Select(r => r.Protocol)).Concat([1, 2, 6, 17, 58]).Where(p => p is >= 0 and <= 255));
        protocols.Add(Enumerable.Range(100, 156).First(p => !protocols.Contains(p)));
        foreach (var six in (bool[])[false, true])
        {
            var peers = Boundaries.Addresses(networks, six);
            foreach (var (own, isOther, fromDevice) in Ends(six))
            {
                foreach (var peer in peers.Where(p => !_hosts.Contains(p) && !p.Equals(own)))
                {
                    foreach (var protocol in protocols)
                    {
                        foreach (var (column, packet) in Of(fromDevice, own, peer, protocol))
                        {
                            yield return (column, packet, isOther);
                        }
                    }
                }
            }
        }
    }

    private IEnumerable<(StatedColumn Column, ProofPacket Packet)> Of(bool fromDevice, IPAddress own, IPAddress peer, int protocol)
    {
        var column = stated.At(fromDevice, own, peer, protocol);
        if (protocol is not (6 or 17))
        {
            yield return (column, new ProofPacket(fromDevice, own, peer, protocol, -1, -1));
            yield break;
        }

        var (source, destination) = fromDevice ? (own, peer) : (peer, own);
        var concerned = rules.Where(r => r.Concerns(protocol, source, destination)).ToList();
        var sources = Boundaries.Ports([.. column.SourcePorts, .. concerned.Select(r => r.SourcePorts).OfType<(int, int)>(), .. fromDevice ? _clients : _servers]);
        var destinations = Boundaries.Ports([.. column.DestinationPorts, .. concerned.Select(r => r.DestinationPorts).OfType<(int, int)>(), .. fromDevice ? _servers : _clients]);
        foreach (var from in sources)
        {
            foreach (var to in destinations)
            {
                yield return (column, new ProofPacket(fromDevice, own, peer, protocol, from, to));
            }
        }
    }

    /// <summary>The host's own ends, and another's beside it. A host that is known by its MAC sends from addresses that nobody has heard of yet.</summary>
    private IEnumerable<(IPAddress Own, bool IsOther, bool FromDevice)> Ends(bool six)
    {
        var mine = _hosts.Where(a => (a.AddressFamily == AddressFamily.InterNetworkV6) == six).ToList();
        var byMac = facts.HostMac is not null && facts.Dialect is FirewallDialect.Tr181V16 or FirewallDialect.Tr181V18;
        var unknown = Boundaries.Addresses([.. stated.OwnPrefixes, .. mine.Select(ProofNetwork.Single)], six).Where(a => !_hosts.Contains(a)).ToList();
        foreach (var own in mine.Concat(byMac ? unknown : []))
        {
            yield return (own, false, true);
        }

        foreach (var own in mine)
        {
            yield return (own, false, false);
        }

        var other = unknown[0];
        yield return (other, true, true);
        yield return (other, true, false);
    }
}
