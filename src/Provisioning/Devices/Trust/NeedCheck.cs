namespace Provisioning.Devices.Trust;

/// <summary>Holds what the server needs against what the agent permits. Pure.</summary>
public static class NeedCheck
{
    private const int MostNamed = 5;

    public static IReadOnlyList<NeedAnswer> Of(TrustTable table, IReadOnlyList<TrustNeed> needs) =>
        [.. needs.Select(need => Of(table, need))];

    public static NeedAnswer Of(TrustTable table, TrustNeed need)
    {
        if (table.Unknown is { } unknown)
        {
            return new NeedAnswer(need, NeedState.Unknown, [], $"Not known: {unknown}.");
        }

        // Only where a role's targets lie can permissions differ: those points stand for all that is below the need.
        var points = table.Own.Where(r => r.Enabled).SelectMany(r => r.Permissions).Where(p => p.Enabled).SelectMany(p => p.Targets)
            .Where(t => need.Whole && TargetPath.Covers(need.Target, t) && !TargetPath.Covers(t, need.Target))
            .Distinct(StringComparer.Ordinal).Prepend(need.Target)
            .Select(path => (Path: path, Wanted: Applicable(need, path), Given: table.Of(path)))
            .Where(p => !p.Wanted.IsEmpty).ToList();
        var missing = points.Select(p => (p.Path, Rights: p.Wanted.Without(p.Given))).Where(p => !p.Rights.IsEmpty).ToList();
        if (missing.Count == 0)
        {
            return new NeedAnswer(need, NeedState.Granted, [], $"Granted by {Names(table)}.");
        }

        // To know that a command is there is little where it may not be called.
        var any = points.Any(p => !(p.Wanted & p.Given).Without(new PermissionSet(Rights.None, Rights.None, Rights.None, Rights.Read)).IsEmpty);
        var text = string.Join("; ", missing.Take(MostNamed).Select(m => $"no {m.Rights} on {m.Path}")) + (missing.Count > MostNamed ? $"; and {missing.Count - MostNamed} more" : "");
        return new NeedAnswer(need, any ? NeedState.Partly : NeedState.Missing, missing, Sentence($"{Gives(table)} {text}"));
    }

    /// <summary>The start of a sentence about what is lacking.</summary>
    public static string Gives(TrustTable table) => table.Own.Count == 1 ? $"Role {Names(table)} gives" : $"Roles {Names(table)} give";

    /// <summary>With one stop at its end: an object's path brings its own.</summary>
    public static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Names(TrustTable table) => string.Join(" and ", table.Own.Select(r => $"'{r}'"));

    /// <summary>At a parameter only its own kind counts, at a command likewise; whatever a vendor wrote beside it.</summary>
    private static PermissionSet Applicable(TrustNeed need, string path) =>
        TargetPath.IsCommandOrEvent(path) ? new PermissionSet(Rights.None, Rights.None, Rights.None, need.Rights.CommandEvent)
        : path.EndsWith('.') || TrustNeeds.All.Any(n => TargetPath.Covers(path, n.Target)) ? need.Rights
        : new PermissionSet(need.Rights.Param, Rights.None, Rights.None, Rights.None);
}
