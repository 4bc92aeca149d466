namespace Provisioning.Firewall;

/// <summary>An address set (<c>Device.Firewall.Set.{i}.</c>, 2.18) of one IP version.</summary>
/// <param name="Name">At most 31 characters.</param>
public sealed record FirewallSet(string Name, int IPVersion, IReadOnlyList<string> Addresses);
