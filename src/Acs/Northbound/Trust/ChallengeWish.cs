namespace Acs.Northbound;

/// <summary>Body of <c>POST /devices/{id}/trust/challenge</c>.</summary>
/// <param name="Challenge">Path of one of the agent's challenges; may be left out where it shows exactly one.</param>
public sealed record ChallengeWish(string? Challenge);
