namespace Provisioning.Warnings.Matching;

/// <param name="Reason">A sentence for a person.</param>
public sealed record ThingMatch(MatchStatus Status, MatchConfidence Confidence, string Reason);
