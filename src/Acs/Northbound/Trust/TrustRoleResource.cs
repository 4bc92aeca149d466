using Provisioning.Devices.Trust;

namespace Acs.Northbound;

/// <param name="Untrusted">It is the role of controllers that the agent does not know.</param>
/// <param name="Permissions">The higher order comes first: it takes precedence.</param>
public sealed record TrustRoleResource(
    string Path, string Name, bool Enabled, bool Assigned, bool Inherited, bool Untrusted, IReadOnlyList<TrustPermissionResource> Permissions)
{
    public static TrustRoleResource Of(ControllerRole role, TrustTable table) => new(
        role.Path, role.Name, role.Enabled, table.Assigned.Contains(role.Path), table.Inherited.Contains(role.Path), table.Untrusted.Contains(role.Path),
        [.. role.Permissions.OrderByDescending(p => p.Order).Select(TrustPermissionResource.Of)]);
}
