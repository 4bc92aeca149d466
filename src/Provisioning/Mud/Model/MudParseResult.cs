namespace Provisioning.Mud.Model;

/// <param name="File">Null when refused.</param>
public sealed record MudParseResult(MudFile? File, MudParseOutcome Outcome, IReadOnlyList<MudDiagnostic> Diagnostics);
