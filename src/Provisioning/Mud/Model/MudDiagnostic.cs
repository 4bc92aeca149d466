namespace Provisioning.Mud.Model;

/// <summary>Something to say about a MUD file, so that its manufacturer could act on it.</summary>
/// <param name="Code"><c>MUD0123</c>.</param>
/// <param name="Path">JSON path.</param>
/// <param name="Line">1-based; 0 when it concerns the whole file.</param>
/// <param name="Repair">Name of the leniency that was applied, or null.</param>
public sealed record MudDiagnostic(
    MudSeverity Severity,
    string Code,
    string Path,
    int Line,
    string Text,
    string? Repair = null);
