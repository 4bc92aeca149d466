using Provisioning.Devices.Trust;

namespace Acs.Northbound;

/// <summary>A row of a role; the four texts are <c>rwxn</c> with hyphens for what is lacking.</summary>
public sealed record TrustPermissionResource(
    bool Enabled, long Order, IReadOnlyList<string> Targets, string Param, string Obj, string InstantiatedObj, string CommandEvent)
{
    public static TrustPermissionResource Of(RolePermission row) => new(
        row.Enabled, row.Order, row.Targets, PermissionSet.Text(row.Rights.Param), PermissionSet.Text(row.Rights.Obj),
        PermissionSet.Text(row.Rights.InstantiatedObj), PermissionSet.Text(row.Rights.CommandEvent));
}
