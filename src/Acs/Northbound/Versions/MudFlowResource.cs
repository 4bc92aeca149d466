using Provisioning.Mud.Difference;
using Provisioning.Mud.Model;

namespace Acs.Northbound;

/// <summary>First packets that a MUD file lets through.</summary>
/// <param name="Direction"><c>from-device</c> or <c>to-device</c>.</param>
/// <param name="IpVersion">4 or 6; null: both.</param>
/// <param name="Protocol">IP protocol number; null: any.</param>
/// <param name="Peer">A DNS name, a class, a prefix, or <c>any</c>.</param>
/// <param name="SourcePorts"><c>443</c>, <c>1000-2000</c>; null: any.</param>
/// <param name="Terms">What else must hold; null: nothing.</param>
/// <param name="Text">All of that for a person.</param>
public sealed record MudFlowResource(
    string Direction, int? IpVersion, int? Protocol, string Peer, string? SourcePorts, string? DestinationPorts, string? Terms, string Text)
{
    public static MudFlowResource Of(MudFlow flow) => new(
        flow.FromDevice ? "from-device" : "to-device", flow.Version == 0 ? null : flow.Version, flow.Protocol < 0 ? null : flow.Protocol, flow.Peer,
        Ports(flow.Source), Ports(flow.Destination), flow.Terms.Length == 0 ? null : flow.Terms, flow.ToString());

    private static string? Ports(PortRange range) => range switch
    {
        { First: 0, Last: ushort.MaxValue } => null,
        _ when range.First == range.Last => $"{range.First}",
        _ => $"{range.First}-{range.Last}",
    };
}
