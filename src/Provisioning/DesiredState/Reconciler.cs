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
///    optional  rows that are good to have, each by steps 1 to 5                 (what is refused keeps nothing back)
///  6 firmware  Download, over USP Activate() once transferred, then wait for the version that the gateway reports
/// </code>
/// Each operation is handed out a bounded number of times; then the state is faulted with what the gateway said. Plain
/// values that it refuses keep back no others (<see cref="DividedWrite"/>).
/// </summary>
public static class Reconciler
{
    /// <summary>How often the same operation may be handed out for the same desired state.</summary>
    public const int MaxAttempts = 3;

    private const int MaxInstances = 50;
    private const int MaxValues = DividedWrite.MaxValues;

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

        var configuration = OptionalRows.Configure(MigrationLayer.Via(desired, via), progress, d => Configure(d, reported, progress));
        if (configuration is ReconcileStep.Do)
        {
            return configuration;
        }

        // A configuration that failed must not keep the firmware back that may mend it.
        var firmware = FirmwareStep.Next(desired.Firmware, reported, capabilities, progress, via, now);
        return firmware is ReconcileStep.Do or ReconcileStep.Waiting || (configuration is ReconcileStep.Converged && firmware is ReconcileStep.Faulted)
            ? firmware
            : configuration;
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
        if (Build(desired, reported, progress, matched) is { } build)
        {
            return build;
        }

        var (open, refused) = DividedWrite.Sort(PlainValues(desired, reported, progress, matched), progress);
        return Write(desired, open, DividedWrite.Limit(progress), progress, "Sets values.", divisible: true)
            ?? Write(desired, Wrong(desired, o => o.Switch, reported, progress, matched), int.MaxValue, progress, "Switches to what was built.")
            ?? Write(desired, LeftoverRows.InUse(leftover, reported), int.MaxValue, progress, "Puts out of use what is wanted no more.")
            ?? Retire(desired, leftover, progress, "Removes rows that are wanted no more.")
            ?? DividedWrite.Remaining(refused)
            ?? Converged(StrayedValues.Of(desired, reported, matched));
    }

    private static List<string> Read(DesiredDevice desired, ReportedParameters reported)
    {
        var reads = DesiredTables.Roots(desired).SelectMany(root => DueReads.Of(reported, root)).ToList();
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
            return Correct(desired, reported, progress, matched);
        }

        var instances = NewRows.Of(matched, MaxInstances);
        return instances.Count == 0
            ? new ReconcileStep.Faulted($"Object {matched.Missing[0].Key} cannot be made before itself.", null)
            : Attempt.Of(
                new Operation.AddInstances(Guid.NewGuid(), instances, desired.Hash), progress, desired, "Builds rows beside what is in use.");
    }

    /// <summary>A row gets all its values in one write: half of them may mean something that nobody declared.</summary>
    private static ReconcileStep? Correct(DesiredDevice desired, ReportedParameters reported, ReconcileProgress progress, MatchedRows matched)
    {
        const string reason = "Corrects rows.";
        var wrong = Wrong(desired, o => o.Values, reported, progress, matched);
        var strayed = StrayedValues.Of(desired, reported, matched);

        // What new rows begin with is the data model's word; a gateway that insists on another is left in peace.
        var all = wrong.Concat(strayed).OrderBy(v => ParameterPath.Parent(v.Path), StringComparer.Ordinal).ToList();
        return strayed.Count > 0 && Write(desired, all, WholeRows(all), progress, reason) is ReconcileStep.Do both
            ? both
            : Write(desired, wrong, WholeRows(wrong), progress, reason);
    }

    /// <summary>How many of the values, sorted by row, make one write.</summary>
    private static int WholeRows(List<ParameterValue> values)
    {
        var count = Math.Min(values.Count, MaxValues);
        while (count > 0 && count < values.Count
            && string.Equals(ParameterPath.Parent(values[count - 1].Path), ParameterPath.Parent(values[count].Path), StringComparison.Ordinal))
        {
            count--;
        }

        return count == 0 ? MaxValues : count;
    }

    private static ReconcileStep.Converged Converged(List<ParameterValue> strayed) => strayed.Count == 0
        ? new("What is reported is what is declared.")
        : new($"What is reported is what is declared, but for {strayed.Count} values that the gateway keeps as its own, {strayed[0].Path} among them.", Tolerates: true);

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
        DesiredDevice desired, List<ParameterValue> wrong, int atMost, ReconcileProgress progress, string reason, bool divisible = false) =>
        wrong.Count == 0
            ? null
            : Attempt.Of(
                new Operation.WriteValues(Guid.NewGuid(), wrong.Count <= atMost ? wrong : wrong[..atMost], desired.Hash, divisible), progress, desired, reason);

    private static ReconcileStep? Retire(DesiredDevice desired, IReadOnlyList<string> rows, ReconcileProgress progress, string reason) =>
        rows.Count == 0
            ? null
            : Attempt.Of(
                new Operation.DeleteInstances(Guid.NewGuid(), [.. rows.Take(MaxInstances)], desired.Hash, GoneIsDone: true), progress, desired, reason);
}
