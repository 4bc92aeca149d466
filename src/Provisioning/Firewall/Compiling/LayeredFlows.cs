using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// The layers of one host's policy in one list; the first flow that holds a packet decides it:
/// ISP forbids, ISP lets through, subscriber forbids, subscriber lets through, what manufacturer and community both let through,
/// what every host needs. Nothing else passes. Where rules know no connections, answers come right after what they answer. So only the ISP bounds the subscriber, the subscriber may narrow and widen what
/// the manufacturer says, and the community may only narrow it.
/// </summary>
internal static class LayeredFlows
{
    public static IReadOnlyList<Flow> Of(CompileInput input, FlowReader manufacturer, FlowDirection direction)
    {
        Flow[] chosen =
        [
            .. EntryFlows.Of(input, PolicyLayer.Isp, direction), .. ReplyFlows.Of(input, PolicyLayer.Isp, direction),
            .. EntryFlows.Of(input, PolicyLayer.Subscriber, direction), .. ReplyFlows.Of(input, PolicyLayer.Subscriber, direction),
        ];
        return input.BlocksOnly
            ? [.. chosen]
            : [.. chosen, .. Narrowed(input, manufacturer.Flows, direction), .. DefaultFlows.Of(input, direction)];
    }

    private static IEnumerable<Flow> Narrowed(CompileInput input, IReadOnlyList<Flow> flows, FlowDirection direction) =>
        FlowReader.ReadCommunity(input, direction) is { } community ? Narrowing.Of(flows, community.Flows) : flows;
}
