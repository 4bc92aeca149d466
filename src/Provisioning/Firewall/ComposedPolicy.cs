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
    private readonly ComposedPolicy? _wider;
    private readonly Because? _narrowed;

    private ComposedPolicy(IReadOnlyList<Flow> from, IReadOnlyList<Flow> to, ComposedPolicy? wider, Because? narrowed) =>
        (_from, _to, _wider, _narrowed) = (from, to, wider, narrowed);

    public static ComposedPolicy Of(CompileInput input)
    {
        var exact = input with { Dialect = FirewallDialect.Tr181V18 };
        var profiled = input is { Community: not null, BlocksOnly: false };
        return new ComposedPolicy(
            Read(exact, FlowDirection.FromDevice), Read(exact, FlowDirection.ToDevice),
            profiled ? Of(input with { Community = null }) : null, profiled ? new Because("community", input.CommunityName, null) : null);
    }

    public PolicyDecision Decide(FirstPacket packet)
    {
        var first = (packet.FromDevice ? _from : _to).FirstOrDefault(f => Holds(f, packet));
        if (first is null or { Accept: false } && _wider?.Decide(packet) is { Accepted: true })
        {
            // Nobody forbids it by name: the profile leaves it out, and its maker is not to blame.
            return new PolicyDecision(false, [_narrowed!]);
        }

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
