namespace Provisioning.Flows;

/// <summary>What several flows come to.</summary>
internal sealed record FlowSum(long Flows, long Packets, long Octets, DateTimeOffset First, DateTimeOffset Last)
{
    public static FlowSum Of(FlowRecord flow, DateTimeOffset at) => new(flow.IsContinued ? 0 : 1, flow.Packets, flow.Octets, at, at);

    public FlowSum And(FlowSum other) => new(
        Flows + other.Flows, Packets + other.Packets, Octets + other.Octets,
        First < other.First ? First : other.First, Last > other.Last ? Last : other.Last);
}
