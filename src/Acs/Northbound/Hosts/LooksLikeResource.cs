using Provisioning.Mud.Fingerprints;

namespace Acs.Northbound;

/// <summary>What a host that announces no MUD URL may be; a guess, and nothing comes of it by itself.</summary>
/// <param name="Confidence">0 to 1.</param>
public sealed record LooksLikeResource(string Model, string? MudUrl, double Confidence, string Because)
{
    public static LooksLikeResource? Of(FingerprintMatch? match) => match is null ? null : new LooksLikeResource(match.Model, match.MudUrl, match.Confidence, match.Because);
}
