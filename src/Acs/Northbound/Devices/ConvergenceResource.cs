using Provisioning.Devices;

namespace Acs.Northbound;

/// <param name="Since">When it came to stand so.</param>
/// <param name="Reason">For a person.</param>
public sealed record ConvergenceResource(ConvergenceState State, DateTimeOffset Since, string? Reason);
