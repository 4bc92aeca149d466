namespace Provisioning.Devices.Trust;

/// <summary>A row of <c>ControllerTrust.Challenge.{i}.</c>, as far as the agent shows it.</summary>
/// <param name="Path">With its dot.</param>
/// <param name="Roles">What a right answer gives.</param>
public sealed record TrustChallenge(string Path, string Description, IReadOnlyList<string> Roles);
