using System.Globalization;

namespace Provisioning.Devices.Trust;

/// <summary>The role that an agent must have for this server, as rows of the data model.</summary>
public static class NeededRole
{
    public const string Name = "acs";

    /// <summary>How many parameters a row has among <see cref="Parameters(IReadOnlyList{TrustNeed}, int)"/>, after the role's own two.</summary>
    public const int ParametersOfRow = 7;

    /// <summary>
    /// Rows from the general to the particular. Only one row of a role counts for a path (TR-181 <c>Order</c>), so each has what the
    /// rows above it give as well.
    /// </summary>
    public static IReadOnlyList<RolePermission> Rows(IReadOnlyList<TrustNeed> needs, int role = 1) =>
    [
        .. needs.Select(n => n.Target).Distinct(StringComparer.Ordinal)
            .OrderBy(t => TargetPath.Split(t).Count).ThenBy(t => t, StringComparer.Ordinal)
            .Select((target, index) => new RolePermission(
                $"{TrustTable.Root}Role.{role.ToString(CultureInfo.InvariantCulture)}.Permission.{(index + 1).ToString(CultureInfo.InvariantCulture)}.",
                Enabled: true,
                index + 1,
                [target],
                needs.Where(n => TargetPath.Covers(n.Target, target)).Aggregate(default(PermissionSet), (sum, n) => sum | n.Rights))),
    ];

    /// <summary>The same as parameters, ready to be written or to be put into a factory default.</summary>
    public static IReadOnlyList<ParameterValue> Parameters(IReadOnlyList<TrustNeed> needs, int role = 1)
    {
        var path = $"{TrustTable.Root}Role.{role.ToString(CultureInfo.InvariantCulture)}.";
        return
        [
            new ParameterValue(path + "Enable", "true", ParameterType.Boolean),
            new ParameterValue(path + "Name", Name, ParameterType.String),
            .. Rows(needs, role).SelectMany(Parameters),
        ];
    }

    private static IEnumerable<ParameterValue> Parameters(RolePermission row) =>
    [
        new ParameterValue(row.Path + "Enable", "true", ParameterType.Boolean),
        new ParameterValue(row.Path + "Order", row.Order.ToString(CultureInfo.InvariantCulture), ParameterType.UnsignedInt),
        new ParameterValue(row.Path + "Targets", string.Join(',', row.Targets), ParameterType.String),
        new ParameterValue(row.Path + "Param", PermissionSet.Text(row.Rights.Param), ParameterType.String),
        new ParameterValue(row.Path + "Obj", PermissionSet.Text(row.Rights.Obj), ParameterType.String),
        new ParameterValue(row.Path + "InstantiatedObj", PermissionSet.Text(row.Rights.InstantiatedObj), ParameterType.String),
        new ParameterValue(row.Path + "CommandEvent", PermissionSet.Text(row.Rights.CommandEvent), ParameterType.String),
    ];
}
