namespace Provisioning.Firewall;

/// <summary>Where the rules are not exactly what the file says.</summary>
/// <param name="Ace"><c>ACL/ACE</c>.</param>
/// <param name="Kind"><c>over</c>: blocks more; <c>under</c>: lets more through.</param>
/// <param name="Why">Short code: <c>icmp-type</c>, <c>tcp-flags</c>, <c>unresolved-name</c>….</param>
public sealed record Approximation(string Ace, string Kind, string Why)
{
    /// <summary><c>community</c> for an entry of a profile; null: of the manufacturer's file, or what <see cref="Ace"/> names.</summary>
    public string? Layer { get; init; }
}
