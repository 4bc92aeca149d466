using Provisioning.Devices;

namespace Provisioning.Firewall;

/// <summary>One writable parameter of a row and its value for a rule.</summary>
/// <param name="Name">Relative to the row.</param>
/// <param name="Since">The dialect from which on the parameter exists.</param>
internal readonly record struct RuleParameter(string Name, ParameterType Type, string Value, FirewallDialect Since = FirewallDialect.Flat);
