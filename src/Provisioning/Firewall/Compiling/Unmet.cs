namespace Provisioning.Firewall.Compiling;

/// <summary>A name or class in the file that has no addresses, so that its ACE permits nothing.</summary>
/// <param name="Ace"><c>ACL/ACE</c>.</param>
/// <param name="Why"><c>unresolved-name</c> or <c>empty-class</c>.</param>
/// <param name="What">The name or class.</param>
/// <param name="JsonPath">Of the ACE.</param>
internal sealed record Unmet(string Ace, string Why, string What, string JsonPath, int Line);
