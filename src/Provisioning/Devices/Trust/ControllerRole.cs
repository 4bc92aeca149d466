namespace Provisioning.Devices.Trust;

/// <summary>A row of <c>Device.LocalAgent.ControllerTrust.Role.{i}.</c></summary>
/// <param name="Path">With its dot.</param>
/// <param name="ShowsPermissions">False: an agent that tells roles by name only (TR-369 "Role Definition" allows that).</param>
public sealed record ControllerRole(string Path, string Name, bool Enabled, bool ShowsPermissions, IReadOnlyList<RolePermission> Permissions)
{
    /// <summary>What this role alone gives for a path; nothing where no target means it.</summary>
    public PermissionSet Of(string path) => !Enabled ? default
        // TR-181 Permission.{i}.: where targets overlap, the entry with the highest Order is the one that counts, whole.
        : Permissions.Where(p => p.Enabled && p.Targets.Any(t => TargetPath.Covers(t, path))).MaxBy(p => p.Order)?.Rights ?? default;

    /// <summary>Its name, else its path.</summary>
    public override string ToString() => Name.Length > 0 ? Name : Path;
}
