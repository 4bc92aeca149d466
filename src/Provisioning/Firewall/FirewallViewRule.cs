namespace Provisioning.Firewall;

/// <summary>One rule, wanted or reported.</summary>
/// <param name="Path">Instance path; null for a wanted rule that the gateway does not report.</param>
/// <param name="Chain">The chain's name; its path where it has none.</param>
/// <param name="Parameters">Name to value; for wanted rules what differs from the defaults. References to sets and chains by name.</param>
/// <param name="Because">Why; layer <c>gateway</c> for reported rules that are not the server's.</param>
public sealed record FirewallViewRule(
    string? Path,
    string Chain,
    int Order,
    string Description,
    string Target,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<Because> Because);
