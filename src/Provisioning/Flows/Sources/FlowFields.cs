namespace Provisioning.Flows.Sources;

/// <summary>What a gateway calls the parts of a flow: relative parameter names, or names of an event's arguments.</summary>
/// <param name="Protocol">An IP protocol number, or <c>tcp</c>, <c>udp</c>, <c>icmp</c>.</param>
/// <param name="TranslatedSource">The source behind the gateway's translation.</param>
/// <param name="MacInClearText">A boolean: the gateway saw the host's hardware address in what it sent.</param>
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
    string? EndedAt = null,
    string? TranslatedSource = null,
    string? TranslatedSourcePort = null,
    string? MacInClearText = null);
