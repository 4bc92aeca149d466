namespace Provisioning.Firewall;

/// <param name="Name">At most 64 characters, unique in the policy.</param>
/// <param name="IsEntry">Packets enter here; no rule calls it.</param>
/// <param name="HostMac">The host whose packets it decides; null for an entry.</param>
public sealed record FirewallChain(string Name, bool IsEntry, string? HostMac, IReadOnlyList<FirewallRule> Rules);
