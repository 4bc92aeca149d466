namespace Provisioning.Flows.Sources;

/// <summary>What a gateway calls the parts of a flow: relative parameter names, or names of an event's arguments.</summary>
/// <param name="Protocol">An IP protocol number, or <c>tcp</c>, <c>udp</c>, <c>icmp</c>.</param>
public sealed record FlowFields(
    string Source,
    string Destination,
    string Protocol,
    string? SourcePort = null,
    string? DestinationPort = null,
    string? SourceMac = null,
    string? Packets = null,
    string? Octets = null,
    string? StartedAt = null,
    string? EndedAt = null);
