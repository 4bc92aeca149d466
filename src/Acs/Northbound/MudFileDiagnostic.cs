using Provisioning.Mud.Model;

namespace Acs.Northbound;

/// <summary>A diagnostic with its severity in the API's lower case.</summary>
public sealed record MudFileDiagnostic(string Severity, string Code, string Path, int Line, string Text, string? Repair)
{
    public static MudFileDiagnostic Of(MudDiagnostic d) =>
        new(d.Severity.ToString().ToLowerInvariant(), d.Code, d.Path, d.Line, d.Text, d.Repair);
}
