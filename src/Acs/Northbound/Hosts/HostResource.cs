using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A host on a gateway's LAN.</summary>
public sealed record HostResource(
    string Mac,
    string? HostName,
    IReadOnlyList<string> Addresses,
    bool Active,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    HostMudResource Mud)
{
    public static HostResource Of(HostRow host, MudFileRow? file) => new(
        host.Mac, host.HostName, host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), host.Active, host.FirstSeenAt, host.LastSeenAt,
        new HostMudResource(host.MudUrl, host.MudUrlSource, host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason, host.Mode, host.ModeSetBy, host.State, HostStanding.Reason(host, file), file?.Signature, file?.SignatureDetail));
}
