using System.Net;

namespace Provisioning.Flows;

/// <summary>A flow as an exporter saw it (RFC 7011, IANA's IPFIX elements). Its source opened it.</summary>
/// <param name="Protocol">IP protocol number.</param>
/// <param name="SourcePort">0 where the protocol has none.</param>
/// <param name="Octets">Of the IP packets, headers included.</param>
/// <param name="StartedAt">By the exporter's clock.</param>
/// <param name="SourceMac">Lower case with colons, or null: the exporter did not say.</param>
public sealed record FlowRecord(
    IPAddress Source, int SourcePort, IPAddress Destination, int DestinationPort, int Protocol, long Packets, long Octets,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? SourceMac);
