using Provisioning.Mud;

namespace Acs.Northbound;

/// <param name="Source"><c>dhcpv4</c>, <c>dhcpv6</c>, <c>assigned</c>.</param>
/// <param name="ProposedUrl">Announced later; waits for a person.</param>
/// <param name="ProposedReason">Why the proposal waits.</param>
/// <param name="Reason">Why it stands so.</param>
public sealed record HostMudResource(
    string? Url,
    string? Source,
    string? ProposedUrl,
    string? ProposedSource,
    string? ProposedReason,
    MudMode Mode,
    MudHostState State,
    string? Reason,
    MudSignatureState? Signature,
    string? SignatureDetail);
