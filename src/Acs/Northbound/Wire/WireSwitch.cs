namespace Acs.Northbound.Wire;

/// <summary>Whether a device's exchanges are recorded by a switch of its own; rules may record it besides.</summary>
public sealed record WireSwitch(bool On, DateTimeOffset? Until, string? Author);
