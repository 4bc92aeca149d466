namespace Acs.Northbound;

/// <summary>Body of <c>POST /devices/{id}/trust/response</c>.</summary>
/// <param name="ChallengeId">As RequestChallenge() answered it.</param>
/// <param name="Value">The secret, as a person reads it off the device; sent as base64, kept encrypted.</param>
public sealed record ChallengeAnswer(string ChallengeId, string Value);
