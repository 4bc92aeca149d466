namespace Acs.Northbound;

/// <summary>A challenge that the agent shows this server.</summary>
/// <param name="Roles">What a right answer gives; empty where the agent does not show it.</param>
public sealed record TrustChallengeResource(string Path, string Description, IReadOnlyList<string> Roles);
