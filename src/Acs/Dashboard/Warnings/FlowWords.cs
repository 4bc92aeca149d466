using Provisioning.Mud.Questions;

namespace Acs.Dashboard.Warnings;

/// <summary>A flow in a line.</summary>
internal static class FlowWords
{
    public static string Of(AskedFlow flow)
    {
        var protocol = flow.Protocol switch { 6 => " tcp", 17 => " udp", 1 => " icmp", 58 => " icmpv6", < 0 => "", var number => $" protocol {number}" };
        var ports = (flow.FirstPort, flow.LastPort) == (0, ushort.MaxValue) ? "" : flow.FirstPort == flow.LastPort ? $" port {flow.FirstPort}" : $" ports {flow.FirstPort} to {flow.LastPort}";
        return $"{(flow.FromDevice ? "to" : "from")} {flow.Peer}{protocol}{ports}";
    }
}
