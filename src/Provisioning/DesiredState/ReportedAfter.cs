using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>What the outcome of any operation means for what is known of the gateway. Pure.</summary>
public static class ReportedAfter
{
    private const int MaxSinglePaths = 32;

    public static ReportedParameters Of(ReportedParameters reported, Operation operation, Outcome outcome, DateTimeOffset now) =>
        (operation, outcome) switch
        {
            (Operation.ReadValues read, Outcome.ValuesRead values) => Read(reported, read, values, now),
            (Operation.WriteValues write, _) => Written(reported, write),
            (Operation.AddInstances add, _) => add.Instances.Select(i => i.Table).Distinct(StringComparer.Ordinal).Aggregate(reported, (r, t) => r.Stale(t)),
            (Operation.DeleteInstances delete, _) => Deleted(reported, delete, outcome),
            _ => reported,
        };

    private static ReportedParameters Read(ReportedParameters reported, Operation.ReadValues read, Outcome.ValuesRead values, DateTimeOffset now)
    {
        foreach (var path in read.Paths)
        {
            // Not among the values: not there. The root is known, and empty (TR-106 3.2: a table may have no rows).
            reported = reported.WithSubtree(path, values.Values.Where(v => ParameterPath.Covers(path, v.Path)).Select(WithoutSecret), now);
        }

        return reported;
    }

    private static ReportedParameters Written(ReportedParameters reported, Operation.WriteValues write)
    {
        var paths = write.Values.Select(v => ReadBack(v.Path)).Distinct(StringComparer.Ordinal).ToList();
        if (paths.Count > MaxSinglePaths)
        {
            paths = [.. paths.Select(p => ParameterPath.IsObject(p) ? p : ParameterPath.Parent(p)).Distinct(StringComparer.Ordinal)];
        }

        return paths.Aggregate(reported, (r, path) => r.Stale(path));
    }

    /// <summary>A new Order moves the other rows too (TR-181 Device.Firewall.Chain.{i}.Rule.{i}.Order).</summary>
    private static string ReadBack(string path) =>
        path.EndsWith(".Order", StringComparison.Ordinal) ? ParameterPath.Parent(ParameterPath.Parent(path)) : path;

    private static ReportedParameters Deleted(ReportedParameters reported, Operation.DeleteInstances delete, Outcome outcome)
    {
        if (outcome is Outcome.InstancesDeleted deleted)
        {
            reported = deleted.Paths.Where(delete.Paths.Contains).Aggregate(reported, (r, path) => r.Without(path));
        }

        return delete.Paths.Select(ParameterPath.Parent).Distinct(StringComparer.Ordinal).Aggregate(reported, (r, table) => r.Stale(table));
    }

    private static ParameterValue WithoutSecret(ParameterValue value) =>
        value.Value.Length > 0 && HiddenParameters.IsHidden(value.Path) ? value with { Value = "" } : value;
}
