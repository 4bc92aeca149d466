using System.Text.Json.Serialization;
using Provisioning.Firewall;

namespace Acs.Commands;

/// <summary>One file's result, in the form that <c>--json</c> and the API print.</summary>
/// <param name="Outcome"><c>compiled</c>, <c>lenient</c> or <c>refused</c>.</param>
internal sealed record MudReport(
    string File,
    string? MudUrl,
    string Outcome,
    IReadOnlyList<MudReportDiagnostic> Diagnostics,
    string Dialect,
    int Rules,
    IReadOnlyList<PrintedParameter> Parameters,
    IReadOnlyList<Approximation> Approximations)
{
    /// <summary>Where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MudProofReport? Proof { get; init; }
}
