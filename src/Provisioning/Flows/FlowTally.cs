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
                tally.Add(home.Of(host), packet, sum, network, catalogue);
            }
        }

        return tally;
    }

    private void Add(HostPolicy policy, FirstPacket packet, FlowSum sum, HomeNetwork network, ExposureCatalogue catalogue)
    {
        Hosts[policy.Mac] = (policy, Hosts.TryGetValue(policy.Mac, out var host) ? host.Sum.And(sum) : sum);
        var decision = policy.Policy?.Decide(packet);
        foreach (var kind in FlowJudge.Judge(packet, decision, network, catalogue))
        {
            var key = new FindingKey(policy.Mac, kind, packet.FromDevice, packet.Peer.ToString(), packet.Protocol, FlowJudge.PortOf(packet));
            Findings[key] = (network.IsLocal(packet.Peer), Findings.TryGetValue(key, out var known) ? known.Sum.And(sum) : sum);
        }

        if (decision is { Accepted: true })
        {
            foreach (var ace in decision.Because.Where(b => b is { Layer: "manufacturer", File: not null, Ace: not null }))
            {
                Uses[(ace.File!, ace.Ace!)] = Uses.TryGetValue((ace.File!, ace.Ace!), out var known) ? known.And(sum) : sum;
            }
        }
    }

    private static DateTimeOffset TimeOf(FlowRecord flow, DateTimeOffset now, TimeSpan keep) =>
        (flow.EndedAt ?? flow.StartedAt) is { } told && told <= now && told > now - keep ? told : now;
}
