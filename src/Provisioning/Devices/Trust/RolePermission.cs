namespace Provisioning.Devices.Trust;

/// <summary>A row of <c>ControllerTrust.Role.{i}.Permission.{i}.</c></summary>
/// <param name="Path">With its dot.</param>
/// <param name="Order">The larger takes precedence where targets overlap.</param>
public sealed record RolePermission(string Path, bool Enabled, long Order, IReadOnlyList<string> Targets, PermissionSet Rights);
