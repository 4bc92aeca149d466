using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// Names the next operation, from what is wanted, what is reported and what the gateway can do. Pure: no clock, no
/// database. The order is always the same:
/// <code>
///  1 read      subtrees that matter and are not known, or stale since a write (this is also the read-back)
///  2 build     objects that are missing, then their values                      (new firewall beside the old one)
///  3 set       plain values
///  4 switch    every Switch value that differs, in one atomic write             (make before break)
///  5 retire    owned rows that nobody wants any more: out of use in one atomic write, then away
///  6 firmware  Download, over USP Activate() once transferred, then wait for the version that the gateway reports
/// </code>
/// Each operation is handed out a bounded number of times; then the state is faulted with what the gateway said.
/// </summary>
public static class Reconciler
{
    /// <summary>How often the same operation may be handed out for the same desired state.</summary>
    public const int MaxAttempts = 3;

    private const int MaxInstances = 50;
    private const int MaxValues = 100;
    private const int MaxStaleReads = 32;

    public static ReconcileStep Next(
        DesiredDevice desired,
        ReportedParameters reported,
        Capabilities capabilities,
        ReconcileProgress progress,
        Protocols via,
        DateTimeOffset now)
    {
        if (!string.Equals(progress.DesiredHash, desired.Hash, StringComparison.Ordinal))
        {
            progress = progress.Anew(desired.Hash);
        }

        var configuration = Configure(desired, reported, progress);
        if (configuration is ReconcileStep.Do)
        {
            return configuration;
        }

        // A configuration that failed must not keep the firmware back that may mend it.
        var firmware = FirmwareStep.Next(desired.Firmware, reported, capabilities, progress, via, now);
        return configuration is ReconcileStep.Faulted && firmware is not (ReconcileStep.Do or ReconcileStep.Waiting)
            ? configuration
            : firmware;
    }

    private static ReconcileStep Configure(DesiredDevice desired, ReportedParameters reported, ReconcileProgress progress)
    {
        if (DesiredTables.Broken(desired) is { } broken)
        {
            return new ReconcileStep.Faulted(broken, null);
        }

        if (Read(desired, reported) is { Count: > 0 } reads)
        {
            return Attempt.Of(new Operation.ReadValues(Guid.NewGuid(), reads), progress, desired, "Reads what is declared.");
        }

        var matched = MatchedRows.Of(desired, reported);
        var leftover = LeftoverRows.Retired(desired, reported, matched);
        return Build(desired, reported, progress, matched)
            ?? Write(desired, PlainValues(desired, reported, progress, matched), MaxValues, progress, "Sets values.")
            ?? Write(desired, Wrong(desired, o => o.Switch, reported, progress, matched), int.MaxValue, progress, "Switches to what was built.")
            ?? Write(desired, LeftoverRows.InUse(leftover, reported), int.MaxValue, progress, "Puts out of use what is wanted no more.")
            ?? Retire(desired, leftover, progress, "Removes rows that are wanted no more.")
            ?? new ReconcileStep.Converged("What is reported is what is declared.");
    }

    private static List<string> Read(DesiredDevice desired, ReportedParameters reported)
    {
        var reads = new List<string>();
        foreach (var root in DesiredTables.Roots(desired))
        {
            if (reported.ReadAt(root) is not null)
            {
                continue;
            }

            var stale = reported.WasRead(root) ? reported.StaleIn(root) : [];
            if (stale.Count is > 0 and <= MaxStaleReads)
            {
                reads.AddRange(stale);
            }
            else
            {
                reads.Add(root);
            }
        }

        reads.AddRange(desired.Values.Keys.Where(path =>
            !path.Contains('{') && reported.ReadAt(path) is null && !reads.Exists(r => ParameterPath.Covers(r, path))));
        return reads.Count <= MaxValues ? reads : reads[..MaxValues];
    }

    private static ReconcileStep? Build(
        DesiredDevice desired, ReportedParameters reported, ReconcileProgress progress, MatchedRows matched)
    {
        var halfMade = Retire(
            desired, LeftoverRows.HalfMade(desired, reported, matched, progress.Made), progress, "Clears away rows that came out wrong.");
        if (halfMade is not null)
        {
            return halfMade;
        }

        if (matched.Missing.Count == 0)
        {
            return Write(desired, Wrong(desired, o => o.Values, reported, progress, matched), MaxValues, progress, "Corrects rows.");
        }

        var instances = NewRows.Of(matched, MaxInstances);
        return instances.Count == 0
            ? new ReconcileStep.Faulted($"Object {matched.Missing[0].Key} cannot be made before itself.", null)
            : Attempt.Of(
                new Operation.AddInstances(Guid.NewGuid(), instances, desired.Hash), progress, desired, "Builds rows beside what is in use.");
    }

    private static List<ParameterValue> Wrong(
        DesiredDevice desired,
        Func<DesiredObject, IReadOnlyDictionary<string, DesiredValue>> which,
        ReportedParameters reported,
        ReconcileProgress progress,
        MatchedRows matched)
    {
        var wrong = new List<ParameterValue>();
        foreach (var item in desired.Objects)
        {
            foreach (var (name, value) in which(item))
            {
                AddIfWrong(wrong, matched.Instances[item.Key] + name, value, reported, progress, matched);
            }
        }

        return wrong;
    }

    private static List<ParameterValue> PlainValues(
        DesiredDevice desired, ReportedParameters reported, ReconcileProgress progress, MatchedRows matched)
    {
        var wrong = new List<ParameterValue>();
        foreach (var (path, value) in desired.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (ObjectReference.Resolve(path, matched.Instances) is { } resolved)
            {
                AddIfWrong(wrong, resolved, value, reported, progress, matched);
            }
        }

        return wrong;
    }

    private static void AddIfWrong(
        List<ParameterValue> wrong,
        string path,
        DesiredValue value,
        ReportedParameters reported,
        ReconcileProgress progress,
        MatchedRows matched)
    {
        var there = reported.Find(path);
        var type = value.Type == ParameterType.Unknown ? there?.Type ?? ParameterType.Unknown : value.Type;
        var wanted = ObjectReference.Resolve(value.Value, matched.Instances) ?? value.Value;
        if (!CanonicalValue.Same(wanted, there?.Value, type) && !WrittenSecrets.Holds(progress, path, wanted))
        {
            wrong.Add(new ParameterValue(path, wanted, type));
        }
    }

    private static ReconcileStep? Write(
        DesiredDevice desired, List<ParameterValue> wrong, int atMost, ReconcileProgress progress, string reason) =>
        wrong.Count == 0
            ? null
            : Attempt.Of(
                new Operation.WriteValues(Guid.NewGuid(), wrong.Count <= atMost ? wrong : wrong[..atMost], desired.Hash), progress, desired, reason);

    private static ReconcileStep? Retire(DesiredDevice desired, IReadOnlyList<string> rows, ReconcileProgress progress, string reason) =>
        rows.Count == 0
            ? null
            : Attempt.Of(
                new Operation.DeleteInstances(Guid.NewGuid(), [.. rows.Take(MaxInstances)], desired.Hash), progress, desired, reason);
}
