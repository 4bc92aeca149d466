using Provisioning.Conversations;

namespace Provisioning.Devices.Trust;

/// <summary>
/// Says of a refusal which permission was lacking, as far as the agent shows its roles. A Get of what may not be read is answered
/// as if it were not there (TR-369 R-GET.1, R-GSP.0, R-GIN.0): that is told too.
/// </summary>
internal static class DenialReason
{
    private const string Denied = "7006";

    /// <summary>A failed command, by which one agent (obuspa) also answers a command that it does not permit.</summary>
    private const string CommandFailure = "7022";
    private const int MostNamed = 3;

    /// <summary>Codes of what is not there, which may be there and not be shown.</summary>
    private static readonly HashSet<string> _absent = new(StringComparer.Ordinal) { "7010", "7016", "7026" };

    /// <summary>True when permissions may have to do with it, so that it is worth to look.</summary>
    public static bool Concerns(Outcome outcome) =>
        FaultOf(outcome) is { } fault ? IsRefused(fault) || fault.Code == CommandFailure || _absent.Contains(fault.Code)
        : outcome is Outcome.ValuesRead { Missing.Count: > 0 };

    /// <summary>True when the agent said that it does not permit something.</summary>
    public static bool IsRefused(Outcome outcome) => FaultOf(outcome) is { } fault ? IsRefused(fault)
        : outcome is Outcome.ValuesRead read && read.Missing.Any(m => m.Code == Denied);

    /// <summary>The same outcome; its faults say why where that is known.</summary>
    public static Outcome Explain(Outcome outcome, Operation operation, TrustTable table) => outcome switch
    {
        Outcome.Failed failed => failed with { Fault = Explain(failed.Fault, operation, table) },
        Outcome.InstancesAdded { Fault: { } fault } added => added with { Fault = Explain(fault, operation, table) },
        Outcome.InstancesDeleted { Fault: { } fault } deleted => deleted with { Fault = Explain(fault, operation, table) },
        Outcome.ValuesRead { Missing.Count: > 0 } read => read with { Missing = [.. read.Missing.Select(m => Explain(m, operation, table))] },
        _ => outcome,
    };

    private static Fault Explain(Fault fault, Operation operation, TrustTable table)
    {
        var culprits = fault.Parameters.Where(p => p.Code == Denied).Select(p => p.Path).ToList();
        var wanted = OperationRights.Of(operation);
        var blamed = culprits.Count == 0 ? wanted : [.. wanted.Where(w => culprits.Any(c => Concerns(c, w.Path)))];
        if (IsRefused(fault))
        {
            return fault with { Text = $"{fault.Text.TrimEnd('.')}: {Why(table, blamed.Count > 0 ? blamed : wanted, culprits)}" };
        }

        if (Lacking(table, wanted) is not { Length: > 0 } lacking)
        {
            return fault;
        }

        return fault.Code == CommandFailure ? fault with { Kind = fault.Kind == FaultKind.Other ? FaultKind.Denied : fault.Kind, Text = $"{fault.Text.TrimEnd('.')}: {NeedCheck.Sentence(lacking)}" }
            : _absent.Contains(fault.Code)
            ? fault with { Text = $"{fault.Text.TrimEnd('.')}: {lacking}, and what may not be seen is answered as if it were not there." }
            : fault;
    }

    private static ParameterFault Explain(ParameterFault missing, Operation operation, TrustTable table)
    {
        var wanted = OperationRights.Of(operation).Where(w => w.Path == missing.Path).ToList();
        return missing.Code == Denied ? missing with { Text = $"{missing.Text.TrimEnd('.')}: {Why(table, wanted, [missing.Path])}" }
            : _absent.Contains(missing.Code) && Lacking(table, wanted) is { Length: > 0 } lacking
            ? missing with { Text = $"{missing.Text.TrimEnd('.')}: {lacking}, and what may not be seen is answered as if it were not there." }
            : missing;
    }

    private static string Why(TrustTable table, IReadOnlyList<(string Path, PermissionSet Rights)> wanted, List<string> culprits)
    {
        if (table.Unknown is { } unknown)
        {
            return $"the role is not known, {unknown}.";
        }

        if (Lacking(table, wanted) is { Length: > 0 } lacking)
        {
            return NeedCheck.Sentence(lacking);
        }

        // Of a request that somebody wrote by hand: what the roles give at the place is all that can be said.
        if (wanted.Count == 0 && culprits.Count > 0)
        {
            var given = ParameterPath.IsObject(culprits[0]) ? table.Of(culprits[0]) : new PermissionSet(table.Of(culprits[0]).Param, Rights.None, Rights.None, Rights.None);
            return NeedCheck.Sentence($"{Start(table)} {(given.IsEmpty ? "nothing" : given.ToString())} on {culprits[0]}");
        }

        return $"{Start(table)} that by the permissions that the agent shows; what refuses it is not among them.";
    }

    /// <summary>What the roles lack of it, or empty: they give it all, or are not known.</summary>
    private static string Lacking(TrustTable table, IReadOnlyList<(string Path, PermissionSet Rights)> wanted) =>
        table.Unknown is not null ? ""
        : wanted.Select(w => (w.Path, Rights: w.Rights.Without(table.Of(w.Path)))).Where(w => !w.Rights.IsEmpty).Take(MostNamed).ToList() is { Count: > 0 } lacking
            ? $"{Start(table)} {string.Join("; ", lacking.Select(l => $"no {l.Rights} on {l.Path}"))}"
            : "";

    private static string Start(TrustTable table)
    {
        var start = NeedCheck.Gives(table);
        return char.ToLowerInvariant(start[0]) + start[1..];
    }

    /// <summary>A culprit names a parameter of a row that is not made yet, or a row of a table, in ways of its own.</summary>
    private static bool Concerns(string culprit, string wanted) => TargetPath.Covers(culprit, wanted) || TargetPath.Covers(wanted, culprit);

    private static bool IsRefused(Fault fault) => fault.Code == Denied || fault.Parameters.Any(p => p.Code == Denied);

    private static Fault? FaultOf(Outcome outcome) => outcome switch
    {
        Outcome.Failed failed => failed.Fault,
        Outcome.InstancesAdded added => added.Fault,
        Outcome.InstancesDeleted deleted => deleted.Fault,
        _ => null,
    };
}
