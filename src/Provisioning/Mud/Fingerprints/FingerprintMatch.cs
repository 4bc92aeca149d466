namespace Provisioning.Mud.Fingerprints;

/// <summary>What a host may be. A guess: it proposes, and a person decides.</summary>
/// <param name="Because">What was recognised, for a person.</param>
public sealed record FingerprintMatch(string Model, string? MudUrl, double Confidence, string Because);
