using Provisioning.Firewall;
using Provisioning.Mud;
using Provisioning.Mud.Fingerprints;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A host on a gateway's LAN.</summary>
/// <param name="VendorClass">What its DHCP client calls itself (option 60).</param>
/// <param name="LooksLike">Where it announces no MUD URL: what the fingerprint catalogue takes it for.</param>
/// <param name="Model">What it is held to be where it announces no URL, as profiles of the community name it.</param>
/// <param name="ModelSource"><c>assigned</c> or <c>fingerprint</c>.</param>
public sealed record HostResource(
    string Mac,
    string? HostName,
    string? VendorClass,
    IReadOnlyList<string> Addresses,
    bool Active,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    LooksLikeResource? LooksLike,
    string? Model,
    string? ModelSource,
    HostMudResource Mud)
{
    public static HostResource Of(HostRow host, MudFileRow? file, FingerprintCatalogue fingerprints) => new(
        host.Mac, host.HostName, host.VendorClass, host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), host.Active, host.FirstSeenAt, host.LastSeenAt,
        host.MudUrl is null ? LooksLikeResource.Of(fingerprints.Of(host.Mac, host.VendorClass, host.HostName)) : null,
        host.Model, host.ModelSource,
        new HostMudResource(host.MudUrl, host.MudUrlSource, host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason, host.Mode, host.ModeSetBy, host.State, HostStanding.Reason(host, file), file?.Signature, file?.SignatureDetail, ApproximationText.Read(host.Approximations)));
}
