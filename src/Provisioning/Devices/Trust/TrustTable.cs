using System.Globalization;

namespace Provisioning.Devices.Trust;

/// <summary>
/// What an agent tells of the trust it has in this server: its row among the controllers, its roles and their permissions
/// (TR-369 "Roles (Access Control)"). Read out of the reported parameters.
/// </summary>
/// <param name="Controller">This server's row with its dot; null: the agent shows none.</param>
/// <param name="Assigned">Paths of roles with their dots.</param>
/// <param name="Inherited">As <paramref name="Assigned"/>.</param>
/// <param name="Roles">Every role that the agent shows, whoever has it.</param>
public sealed record TrustTable(
    string? Controller,
    IReadOnlyList<string> Assigned,
    IReadOnlyList<string> Inherited,
    IReadOnlyList<ControllerRole> Roles,
    IReadOnlyList<TrustChallenge> Challenges,
    IReadOnlyList<string> Untrusted,
    IReadOnlyList<string>? Secured)
{
    public const string Controllers = "Device.LocalAgent.Controller.";
    public const string Root = "Device.LocalAgent.ControllerTrust.";
    public const string RequestChallenge = Root + "RequestChallenge()";
    public const string ChallengeResponse = Root + "ChallengeResponse()";
    private const string RoleTable = Root + "Role.";
    private const string ChallengeTable = Root + "Challenge.";

    /// <summary>The roles that this server has, as far as the agent shows them; one named twice counts once.</summary>
    public IReadOnlyList<ControllerRole> Own { get; } = [.. Roles.Where(r => Assigned.Contains(r.Path) || Inherited.Contains(r.Path))];

    /// <summary>Why nothing can be said of permissions; null: they are known.</summary>
    public string? Unknown =>
        Controller is null ? $"the agent does not show this server's row in {Controllers}"
        : Assigned.Count + Inherited.Count == 0 ? "the agent names no role for this server"
        : Own.Count < Assigned.Concat(Inherited).Distinct(StringComparer.Ordinal).Count() ? "the agent names a role for this server and does not show it"
        : Own.Any(r => !r.ShowsPermissions) ? "the agent names this server's role and does not show its permissions"
        : null;

    /// <summary>
    /// False: what the data model calls secured reads back empty for this server (TR-369 "Special Roles"). Null: not known.
    /// </summary>
    public bool? ReadsSecured => Secured is null ? null : Assigned.Concat(Inherited).Any(Secured.Contains);

    /// <summary>What this server may do with a path: the union of its roles (TR-369 "A Controller's Role").</summary>
    public PermissionSet Of(string path) => Own.Aggregate(default(PermissionSet), (sum, role) => sum | role.Of(path));

    public static TrustTable Read(ReportedParameters reported, string endpointId)
    {
        var row = reported.Instances(Controllers).FirstOrDefault(i => reported.Value(i + "EndpointID") == endpointId);
        return new TrustTable(
            row,
            row is null ? [] : Refs(reported.Value(row + "AssignedRole")),
            row is null ? [] : Refs(reported.Value(row + "InheritedRole")),
            [.. reported.Instances(RoleTable).Select(path => ReadRole(reported, path))],
            [.. reported.Instances(ChallengeTable).Where(path => IsOn(reported, path)).Select(path => new TrustChallenge(
                path, reported.Value(path + "Description") ?? "", Refs(reported.Value(path + "Role"))))],
            Refs(reported.Value(Root + "UntrustedRole")),
            reported.Value(Root + "SecuredRoles") is { } secured ? Refs(secured) : null);
    }

    /// <summary>True when what decides about permissions is not the same in both.</summary>
    public static bool Differ(ReportedParameters before, ReportedParameters after, string endpointId)
    {
        if (ReferenceEquals(before, after) || (Same(before.Under(Controllers), after.Under(Controllers)) && Same(before.Under(Root), after.Under(Root))))
        {
            return false;
        }

        var (old, now) = (Read(before, endpointId), Read(after, endpointId));
        return !old.Assigned.SequenceEqual(now.Assigned) || !old.Inherited.SequenceEqual(now.Inherited)
            || !old.Own.Select(Facts).SequenceEqual(now.Own.Select(Facts));
    }

    private static string Facts(ControllerRole role) => $"{role.Path} {role.Enabled} " + string.Join(';', role.Permissions
        .OrderBy(p => p.Path, StringComparer.Ordinal).Select(p => $"{p.Path} {p.Enabled} {p.Order} {string.Join(',', p.Targets)} {p.Rights.Param} {p.Rights.Obj} {p.Rights.InstantiatedObj} {p.Rights.CommandEvent}"));

    private static bool Same(ReadOnlySpan<ReportedParameter> a, ReadOnlySpan<ReportedParameter> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Path != b[i].Path || a[i].Value != b[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    private static ControllerRole ReadRole(ReportedParameters reported, string path)
    {
        var rows = reported.Instances(path + "Permission.");
        return new ControllerRole(
            path,
            reported.Value(path + "Name") ?? reported.Value(path + "Alias") ?? "",
            IsOn(reported, path),
            rows.Count > 0 || reported.Value(path + "PermissionNumberOfEntries") is not null,
            [.. rows.Select(p => new RolePermission(
                p,
                IsOn(reported, p),
                long.TryParse(reported.Value(p + "Order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0,
                TargetPath.List(reported.Value(p + "Targets")),
                PermissionSet.Parse(reported.Value(p + "Param"), reported.Value(p + "Obj"), reported.Value(p + "InstantiatedObj"), reported.Value(p + "CommandEvent"))))]);
    }

    /// <summary>An agent that has no Enable does not switch its rows off.</summary>
    private static bool IsOn(ReportedParameters reported, string row) => reported.Value(row + "Enable") is null or "true" or "1";

    private static IReadOnlyList<string> Refs(string? list) =>
        [.. TargetPath.List(list).Select(r => r.EndsWith('.') ? r : r + ".").Distinct(StringComparer.Ordinal)];
}
