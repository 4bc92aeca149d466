using Provisioning.Firewall;
using Provisioning.Mud;
using Provisioning.Mud.Modes;

namespace Acs.Northbound;

/// <param name="Source"><c>dhcpv4</c>, <c>dhcpv6</c>, <c>lldp</c>, <c>certificate</c>, <c>assigned</c>.</param>
/// <param name="ProposedUrl">Announced later; waits for a person.</param>
/// <param name="ProposedSource">How that one is known; <c>fingerprint</c> for one that nobody announced.</param>
/// <param name="ProposedReason">Why the proposal waits.</param>
/// <param name="Mode">The one that holds.</param>
/// <param name="ModeSetBy"><c>host</c>, <c>subscriber</c> (opted out), <c>home</c>, <c>tag</c> or <c>default</c>.</param>
/// <param name="Reason">Why it stands so.</param>
/// <param name="Approximations">Where the gateway's rules block more (<c>over</c>) or less (<c>under</c>) than is said, and why.</param>
public sealed record HostMudResource(
    string? Url,
    string? Source,
    string? ProposedUrl,
    string? ProposedSource,
    string? ProposedReason,
    MudMode Mode,
    ModeSource ModeSetBy,
    MudHostState State,
    string? Reason,
    MudSignatureState? Signature,
    string? SignatureDetail,
    IReadOnlyList<Approximation> Approximations);
