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
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? SourceMac)
{
    /// <summary>The row of a gateway's table that told of it, which every report repeats with its counters so far; null: it is told of once.</summary>
    public string? Row { get; init; }

    /// <summary>It was told of before; packets and octets are those since then.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The exporter saw the source's hardware address in the clear in what it sent.</summary>
    public bool MacInClearText { get; init; }

    /// <summary>The source as the other end sees it, behind a translator (IPFIX postNATSourceIPv4Address); null: not told.</summary>
    public IPAddress? TranslatedSource { get; init; }

    /// <summary>The source port as the other end sees it (postNAPTSourceTransportPort); 0: not told.</summary>
    public int TranslatedPort { get; init; }
}
