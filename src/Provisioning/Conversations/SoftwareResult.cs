namespace Provisioning.Conversations;

/// <summary>What became of one software module (TR-069 A.4.2.3).</summary>
/// <param name="Reference">Path of the deployment unit, empty where it is gone.</param>
/// <param name="State"><c>Installed</c>, <c>Uninstalled</c> or <c>Failed</c>.</param>
/// <param name="Resolved">Whether its dependencies are there.</param>
/// <param name="ExecutionUnits">Paths of its execution units.</param>
/// <param name="Fault">Null on success.</param>
/// <param name="Operation">What was done; told only of changes that nobody here ordered.</param>
public sealed record SoftwareResult(
    string Uuid,
    string Reference,
    string Version,
    string State,
    bool Resolved,
    IReadOnlyList<string> ExecutionUnits,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    Fault? Fault,
    string? Operation = null);
