namespace Provisioning.Firewall;

/// <summary>A compiled firewall for one or more hosts in one dialect; chains, rules and sets in the order that decides.</summary>
public sealed record FirewallPolicy(
    FirewallDialect Dialect,
    IReadOnlyList<FirewallChain> Chains,
    IReadOnlyList<FirewallSet> Sets,
    IReadOnlyList<Approximation> Approximations);
