namespace Acs.Commands;

/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
internal sealed record MudReportDiagnostic(string Severity, string Code, string Path, int Line, string Text, string? Repair);
