namespace Provisioning.Firewall.Evaluation;

/// <summary>What the rules say about a packet.</summary>
/// <param name="Accepted">Null: no rule decides; it falls through to what the gateway does otherwise.</param>
/// <param name="Trail">Paths of the rules that matched on the way, the deciding one last.</param>
public sealed record Verdict(bool? Accepted, IReadOnlyList<string> Trail);
