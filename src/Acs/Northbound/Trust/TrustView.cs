using Provisioning.Devices;
using Provisioning.Devices.Trust;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A USP agent's trust in this server, as the API and the device's page show it.</summary>
/// <param name="Unknown">Why permissions are not known; null: they are.</param>
/// <param name="ReadAt">When the agent was last asked; null: never, or what it said is out of date and is asked again.</param>
/// <param name="ReadsSecured">False: secured parameters (passwords and keys) read back empty for this server; null: not known.</param>
/// <param name="Roles">The roles that this server has.</param>
/// <param name="Needs">What the server needs, and what is missing of it.</param>
public sealed record TrustView(
    string Controller,
    string EndpointId,
    string? Unknown,
    DateTimeOffset? ReadAt,
    bool? ReadsSecured,
    IReadOnlyList<TrustRoleResource> Roles,
    IReadOnlyList<string> OtherRoles,
    IReadOnlyList<TrustChallengeResource> Challenges,
    IReadOnlyList<TrustNeedResource> Needs)
{
    public static bool IsUsp(DeviceRow device) => device.Protocols.HasFlag(Protocols.Usp) && device.EndpointId is not null;

    /// <returns>Null: the device has no USP side.</returns>
    public static TrustView? Of(DeviceRow device, ReportedParameters reported, ControllerEndpoint endpoint)
    {
        if (!IsUsp(device))
        {
            return null;
        }

        var table = TrustTable.Read(reported, endpoint.Id);
        return new TrustView(
            table.Controller ?? "",
            device.EndpointId!,
            table.Unknown,
            reported.ReadAt(TrustTable.Controllers),
            table.ReadsSecured,
            [.. table.Own.Select(r => TrustRoleResource.Of(r, table))],
            [.. table.Roles.Except(table.Own).Select(r => r.Path)],
            [.. table.Challenges.Select(c => new TrustChallengeResource(c.Path, c.Description, c.Roles))],
            [.. NeedCheck.Of(table, TrustNeeds.All).Select(TrustNeedResource.Of)]);
    }
}
