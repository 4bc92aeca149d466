using Provisioning.Devices;

namespace Acs.Dashboard.Fleet;

/// <summary>A line of the fleet's list.</summary>
internal sealed record FleetRow(
    string Key,
    string? Manufacturer,
    string? ModelName,
    string ProductClass,
    string? SoftwareVersion,
    Protocols Protocols,
    DeviceStatus Status,
    ConvergenceState Convergence,
    string? Reason,
    DateTimeOffset? LastContactAt,
    string Tags);
