using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Firewall;

namespace Provisioning.DesiredState;

/// <summary>What the outcome of any operation means for what is known of the gateway. Pure.</summary>
public static class ReportedAfter
{
    private const int MaxSinglePaths = 32;

    private static readonly string[] _keys = ["Device.ManagementServer.ParameterKey", "InternetGatewayDevice.ManagementServer.ParameterKey"];

    public static ReportedParameters Of(ReportedParameters reported, Operation operation, Outcome outcome, DateTimeOffset now) =>
        Keyed(operation, outcome, now, (operation, outcome) switch
        {
            (Operation.ReadValues read, Outcome.ValuesRead values) => Read(reported, read, values, now),
            (Operation.ReadValues read, Outcome.Failed { Fault.Kind: FaultKind.NoSuchPath }) => Missed(reported, read),
            (Operation.WriteValues write, _) => Watched(Written(reported, write), write.Values.Select(v => v.Path)),
            (Operation.AddInstances add, _) => Watched(Added(reported, add, outcome), add.Instances.Select(i => i.Table)),
            (Operation.DeleteInstances delete, _) => Watched(Deleted(reported, delete, outcome), delete.Paths),
            _ => reported,
        });

    /// <summary>TR-069 A.3.2.1, A.3.2.6, A.3.2.7: with its success the ParameterKey is what was sent. Known only of gateways that tell it.</summary>
    private static ReportedParameters Keyed(Operation operation, Outcome outcome, DateTimeOffset now, ReportedParameters reported)
    {
        var key = (operation, outcome) switch
        {
            (Operation.WriteValues write, Outcome.ValuesWritten) => write.ParameterKey,
            (Operation.AddInstances add, Outcome.InstancesAdded { Paths: [not null, ..] }) => add.ParameterKey,
            (Operation.DeleteInstances delete, Outcome.InstancesDeleted { Paths.Count: > 0 }) => delete.ParameterKey,
            _ => null,
        };
        if (key is null)
        {
            return reported;
        }

        foreach (var path in _keys)
        {
            if (reported.Value(path) is { } told && told != key)
            {
                reported = reported.With([new ParameterValue(path, key, ParameterType.String)], now);
            }
        }

        return reported;
    }

    private static ReportedParameters Read(ReportedParameters reported, Operation.ReadValues read, Outcome.ValuesRead values, DateTimeOffset now)
    {
        var byAlias = read.Paths.Where(AliasPath.Has).ToList();
        if (byAlias.Count > 0 || values.Values.Any(v => AliasPath.Has(v.Path)))
        {
            // Rows that are named by alias are no whole subtree of ours: what they say is taken, by number where that is known.
            reported = reported.With(Numbered(values.Values, reported).Select(WithoutSecret), now);
        }

        foreach (var path in read.Paths.Except(byAlias, StringComparer.Ordinal))
        {
            // Not among the values: not there. The root is known, and empty (TR-106 3.2: a table may have no rows).
            reported = reported.WithSubtree(path, Numbered(values.Values, reported).Where(v => ParameterPath.Covers(path, v.Path)).Select(WithoutSecret), now);
        }

        return reported;
    }

    /// <summary>Part of a subtree that is known is not there any more: what holds it is read again.</summary>
    private static ReportedParameters Missed(ReportedParameters reported, Operation.ReadValues read)
    {
        var parts = read.Paths.Where(p => reported.StalePaths.Contains(p)).ToList();
        var rows = parts.Where(ParameterPath.IsObject).ToList();
        return (rows.Count > 0 ? rows : parts).Select(ParameterPath.Parent).Distinct(StringComparer.Ordinal).Aggregate(reported, (r, path) => r.Stale(path));
    }

    /// <summary>The new rows, where the gateway says which and no other row moves for them; else their tables.</summary>
    private static ReportedParameters Added(ReportedParameters reported, Operation.AddInstances add, Outcome outcome)
    {
        if (outcome is Outcome.InstancesAdded { Fault: null } added && added.Paths.All(p => p is not null && !AliasPath.Has(p)))
        {
            return Collapsed(added.Paths.OfType<string>().Select(p => ParameterPath.Parent(p) is var table && IsOrdered(table, reported) ? table : p)).Aggregate(reported, (r, path) => r.Stale(path));
        }

        return add.Instances.Select(i => Known(AliasPath.Last(i.Table)?.Table ?? i.Table, reported)).Distinct(StringComparer.Ordinal).Aggregate(reported, (r, t) => r.Stale(t));
    }

    /// <summary>Many paths are what holds them.</summary>
    private static List<string> Collapsed(IEnumerable<string> paths)
    {
        var all = paths.Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= MaxSinglePaths ? all : [.. all.Select(ParameterPath.Parent).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Only where the gateway has it: what is not there would be asked for and refused.</summary>
    private static ReportedParameters Watched(ReportedParameters reported, IEnumerable<string> written) =>
        written.Select(FirewallWatch.WrittenWith).OfType<string>().FirstOrDefault() is { } watch && reported.Value(watch) is not null ? reported.Stale(watch) : reported;

    private static ReportedParameters Written(ReportedParameters reported, Operation.WriteValues write)
    {
        var paths = write.Values.Select(v => ReadBack(Known(v.Path, reported))).Distinct(StringComparer.Ordinal).ToList();
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
        var done = outcome is Outcome.InstancesDeleted deleted ? deleted.Paths.Where(delete.Paths.Contains).ToList() : [];

        // TR-069 A.3.2.7: the response is the confirmation; the table is read again where it is no answer, or the other rows are not as they were.
        var changed = delete.Paths.Where(p => AliasPath.Has(p) || !done.Contains(p) || IsOrdered(ParameterPath.Parent(p), reported)).Select(Table).Distinct(StringComparer.Ordinal).ToList();
        reported = done.Select(p => AliasPath.Resolve(p, reported)).OfType<string>().Aggregate(reported, (r, path) => r.Without(path));
        return changed.Aggregate(reported, (r, table) => r.Stale(table));

        string Table(string path) => ParameterPath.Parent(AliasPath.Last(path) is var (table, _) ? Known(table, reported) + "0." : Known(path, reported));
    }

    /// <summary>Rows that have an order move when one comes or goes (TR-181 Device.Firewall.Chain.{i}.Rule.{i}.Order).</summary>
    private static bool IsOrdered(string table, ReportedParameters reported) => reported.Instances(table).Any(row => reported.Find(row + "Order") is not null);

    /// <summary>By number; where no row of ours has the alias, the table: it is read again as a whole.</summary>
    private static string Known(string path, ReportedParameters reported) => AliasPath.Resolve(path, reported) ?? AliasPath.Table(path)!;

    private static IEnumerable<ParameterValue> Numbered(IEnumerable<ParameterValue> values, ReportedParameters reported) =>
        values.Select(v => AliasPath.Has(v.Path) && AliasPath.Resolve(v.Path, reported) is { } known ? v with { Path = known } : v);

    private static ParameterValue WithoutSecret(ParameterValue value) =>
        value.Value.Length > 0 && HiddenParameters.IsHidden(value.Path) ? value with { Value = "" } : value;
}
