namespace Provisioning.Firewall;

/// <summary>Why a rule is there.</summary>
/// <param name="Layer"><c>manufacturer</c>, <c>community</c>, <c>default</c>, <c>isp</c>, <c>subscriber</c>.</param>
/// <param name="File">The MUD URL, of a profile its name; or null.</param>
/// <param name="Ace"><c>ACL/ACE</c>, or null.</param>
public sealed record Because(string Layer, string? File, string? Ace);
