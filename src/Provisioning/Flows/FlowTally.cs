using Provisioning.Firewall;

namespace Provisioning.Flows;

/// <summary>What the flows of one home come to, before anything is written. Pure.</summary>
internal sealed class FlowTally
{
    private FlowTally()
    {
    }

    /// <summary>Every host that had a flow, by MAC.</summary>
    public Dictionary<string, (HostPolicy Policy, FlowSum Sum)> Hosts { get; } = new(StringComparer.Ordinal);

    public Dictionary<FindingKey, (bool AtHome, FlowSum Sum)> Findings { get; } = [];

    /// <summary>Permissions that were used: MUD URL and ACL/ACE.</summary>
    public Dictionary<(string Url, string Ace), FlowSum> Uses { get; } = [];

    /// <summary>What hosts opened to somebody outside, permitted or not.</summary>
    public Dictionary<RecentFlow, RecentSources> Recent { get; } = [];

    /// <summary>Flows whose ends are no hosts of this home.</summary>
    public int Strangers { get; private set; }

    /// <summary>Records that are the other half of one of these.</summary>
    public int Answers { get; private set; }

    /// <param name="keep">A flow that ended longer ago has a clock that is wrong.</param>
    public static FlowTally Of(IReadOnlyList<FlowRecord> flows, HomePolicies home, ExposureCatalogue catalogue, DateTimeOffset now, TimeSpan keep)
    {
        var tally = new FlowTally();
        var (hosts, network) = (new FlowHosts(home.Hosts), HomeNetwork.Of(home.Reported));
        var openings = FlowOpenings.Of(flows);
        tally.Answers = flows.Count - openings.Count;
        foreach (var flow in openings)
        {
            var sum = FlowSum.Of(flow, TimeOf(flow, now, keep));
            var ends = hosts.EndsOf(flow).ToList();
            tally.Strangers += ends.Count == 0 ? 1 : 0;
            foreach (var (host, packet) in ends)
            {
                tally.Add(home.Of(host), packet, flow, sum, network, catalogue);
            }
        }

        return tally;
    }

    /// <summary>What counters come to: they know no other end, and count no flows.</summary>
    public static FlowTally Of(IReadOnlyList<CountedPackets> counted, HomePolicies home, DateTimeOffset now)
    {
        var tally = new FlowTally();
        var hosts = home.Hosts.ToDictionary(h => h.Mac, StringComparer.Ordinal);
        foreach (var packets in counted.Where(c => hosts.ContainsKey(c.Mac)))
        {
            var sum = new FlowSum(0, packets.Packets, packets.Octets, now, now);
            tally.Saw(home.Of(hosts[packets.Mac]), sum);
            if (packets.Dropped is { } kind)
            {
                tally.Found(new FindingKey(packets.Mac, kind, packets.FromDevice, packets.Peer, packets.Protocol, packets.Port), atHome: false, sum);
            }
            else
            {
                tally.Used(packets.Because, sum);
            }
        }

        return tally;
    }

    private void Add(HostPolicy policy, FirstPacket packet, FlowRecord flow, FlowSum sum, HomeNetwork network, ExposureCatalogue catalogue)
    {
        Saw(policy, sum);
        var decision = policy.Policy?.Decide(packet);
        var kinds = FlowJudge.Judge(packet, decision, network, catalogue);
        foreach (var kind in HardwareAddress.IsInClear(packet, policy.Mac, flow.MacInClearText, network) ? [.. kinds, FindingKind.HardwareAddress] : kinds)
        {
            Found(new FindingKey(policy.Mac, kind, packet.FromDevice, packet.Peer.ToString(), packet.Protocol, FlowJudge.PortOf(packet)), network.IsLocal(packet.Peer), sum);
        }

        if (decision is { Accepted: true })
        {
            Used(decision.Because, sum);
        }

        if (packet.FromDevice && !network.IsLocal(packet.Peer))
        {
            var (key, sources) = (new RecentFlow(policy.Mac, packet.Peer.ToString(), packet.Protocol, packet.PeerPort), RecentSources.Of(flow, sum.Last));
            Recent[key] = Recent.TryGetValue(key, out var before) ? sources.After(before) : sources;
        }
    }

    private void Saw(HostPolicy policy, FlowSum sum) => Hosts[policy.Mac] = (policy, Hosts.TryGetValue(policy.Mac, out var host) ? host.Sum.And(sum) : sum);

    private void Found(FindingKey key, bool atHome, FlowSum sum) => Findings[key] = (atHome, Findings.TryGetValue(key, out var known) ? known.Sum.And(sum) : sum);

    private void Used(IReadOnlyList<Because> because, FlowSum sum)
    {
        foreach (var ace in because.Where(b => b is { Layer: "manufacturer", File: not null, Ace: not null }))
        {
            Uses[(ace.File!, ace.Ace!)] = Uses.TryGetValue((ace.File!, ace.Ace!), out var known) ? known.And(sum) : sum;
        }
    }

    private static DateTimeOffset TimeOf(FlowRecord flow, DateTimeOffset now, TimeSpan keep) =>
        (flow.EndedAt ?? flow.StartedAt) is { } told && told <= now && told > now - keep ? told : now;
}
