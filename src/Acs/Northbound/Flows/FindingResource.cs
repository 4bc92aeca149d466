using Provisioning.Flows;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Something that is wrong with a host's flows.</summary>
/// <param name="Kind"><c>undeclared</c>, <c>forbidden</c>, <c>plain-text</c>, <c>dns-bypass</c>, <c>hardware-address</c>, <c>dropped</c> (peer <c>any</c>, protocol -1).</param>
/// <param name="Direction"><c>from-device</c> or <c>to-device</c>: who opened the flow.</param>
/// <param name="Port">Of the end that was opened.</param>
/// <param name="Sha256">Of the MUD file that the last of these flows was held against.</param>
/// <param name="Reason">What makes it a finding, for a person.</param>
internal sealed record FindingResource(
    string Kind, string Direction, string Peer, int Protocol, int Port, string? MudUrl, string? Sha256, long Flows, long Packets, long Bytes,
    DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, string Reason)
{
    public static FindingResource Of(FlowFindingRow row, ExposureCatalogue catalogue) => new(
        FindingKinds.NameOf(row.Kind), row.FromDevice ? "from-device" : "to-device", row.Peer, row.Protocol, row.Port, row.MudUrl, row.Sha256,
        row.Count, row.Packets, row.Bytes, row.FirstSeenAt, row.LastSeenAt, FindingKinds.Explain(row.Kind, row.Protocol, row.Port, catalogue));
}
