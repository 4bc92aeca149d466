namespace Provisioning.Flows;

/// <summary>The same finding in several homes, none of which is named.</summary>
/// <param name="Peer">Address, or <c>local</c>: it is in the homes or on their links.</param>
/// <param name="Homes">In which it was found.</param>
public sealed record ModelEvidence(
    FindingKind Kind, bool FromDevice, string Peer, int Protocol, int Port, int Homes, long Flows, long Packets, long Bytes,
    DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);
