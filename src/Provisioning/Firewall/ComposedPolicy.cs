using Provisioning.Firewall.Compiling;

namespace Provisioning.Firewall;

/// <summary>
/// What passes to and from one host, all layers considered, as packet sets: what the rules are compiled from, and what observed flows are
/// held against. Of the gateway's dialect nothing is in it.
/// </summary>
public sealed class ComposedPolicy
{
    private readonly IReadOnlyList<Flow> _from;
    private readonly IReadOnlyList<Flow> _to;

    private ComposedPolicy(IReadOnlyList<Flow> from, IReadOnlyList<Flow> to) => (_from, _to) = (from, to);

    public static ComposedPolicy Of(CompileInput input)
    {
        var exact = input with { Dialect = FirewallDialect.Tr181V18 };
        return new ComposedPolicy(Read(exact, FlowDirection.FromDevice), Read(exact, FlowDirection.ToDevice));
    }

    public PolicyDecision Decide(FirstPacket packet)
    {
        var first = (packet.FromDevice ? _from : _to).FirstOrDefault(f => Holds(f, packet));
        return new PolicyDecision(first is { Accept: true }, first is null ? [] : [.. first.Because]);
    }

    private static IReadOnlyList<Flow> Read(CompileInput input, FlowDirection direction)
    {
        var reader = new FlowReader(input, direction);
        reader.Read();
        return LayeredFlows.Of(input, reader, direction);
    }

    private static bool Holds(Flow flow, FirstPacket packet)
    {
        var (source, destination) = packet.FromDevice ? (packet.OwnPort, packet.PeerPort) : (packet.PeerPort, packet.OwnPort);
        return Prefixes.Normal(packet.Peer) is { } peer
            && flow.Version == Prefixes.VersionOf(peer)
            && (flow.Protocol < 0 || flow.Protocol == packet.Protocol)
            && flow.Source.First <= source && source <= flow.Source.Last
            && flow.Destination.First <= destination && destination <= flow.Destination.Last
            && (flow.Own is not { } own || (Prefixes.Normal(packet.Own) is { } mine && own.Contains(mine)))
            && (flow.Peers is not { } peers || peers.Any(t => t.Prefixes.Any(p => p.Contains(peer))));
    }
}
