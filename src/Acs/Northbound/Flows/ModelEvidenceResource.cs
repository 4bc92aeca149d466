using Provisioning.Flows;

namespace Acs.Northbound;

/// <summary>One finding in as many homes as <paramref name="Homes"/> says; which ones is not told.</summary>
/// <param name="Peer">Address, or <c>local</c>.</param>
internal sealed record ModelEvidenceResource(
    string Kind, string Direction, string Peer, int Protocol, int Port, int Homes, long Flows, long Packets, long Bytes, DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt, string Reason)
{
    public static ModelEvidenceResource Of(ModelEvidence found, ExposureCatalogue catalogue) => new(
        FindingKinds.NameOf(found.Kind), found.FromDevice ? "from-device" : "to-device", found.Peer, found.Protocol, found.Port, found.Homes, found.Flows,
        found.Packets, found.Bytes, found.FirstSeenAt, found.LastSeenAt, FindingKinds.Explain(found.Kind, found.Protocol, found.Port, catalogue));
}
