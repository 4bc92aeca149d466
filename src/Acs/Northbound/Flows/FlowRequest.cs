namespace Acs.Northbound;

/// <summary>An IPFIX flow record; the source opened the flow. Ports are needed for TCP and UDP.</summary>
/// <param name="Device">In the bulk form: OUI-ProductClass-SerialNumber of the gateway.</param>
/// <param name="FlowStartMilliseconds">Since 1970.</param>
/// <param name="SourceMacAddress">Goes before the address in finding the host.</param>
/// <param name="PostNATSourceIPv4Address">The source as the other end sees it.</param>
/// <param name="MacInClearText">The exporter saw the source's hardware address in what it sent (no IPFIX element says so).</param>
internal sealed record FlowRequest(
    string? Device, string? SourceIPv4Address, string? SourceIPv6Address, string? DestinationIPv4Address, string? DestinationIPv6Address,
    int ProtocolIdentifier, int? SourceTransportPort, int? DestinationTransportPort, long? PacketDeltaCount, long? OctetDeltaCount,
    long? FlowStartMilliseconds, long? FlowEndMilliseconds, string? SourceMacAddress, string? PostNATSourceIPv4Address, string? PostNATSourceIPv6Address,
    int? PostNAPTSourceTransportPort, bool? MacInClearText);
