using Provisioning.Devices;

namespace Provisioning.Storage.Rows;

/// <summary>A gateway: identity, standing and what is searched. Its parameters are in <see cref="DeviceDocumentRow"/>.</summary>
public sealed class DeviceRow
{
    public long Id { get; set; }

    /// <summary><see cref="DeviceId"/> as text; unique.</summary>
    public required string Key { get; set; }

    public required string Oui { get; set; }

    public required string ProductClass { get; set; }

    public required string SerialNumber { get; set; }

    /// <summary>USP endpoint id; unique where present.</summary>
    public string? EndpointId { get; set; }

    public string? Manufacturer { get; set; }

    public string? ModelName { get; set; }

    public string? SoftwareVersion { get; set; }

    public string? HardwareVersion { get; set; }

    public Protocols Protocols { get; set; }

    public DeviceStatus Status { get; set; }

    /// <summary>Space-separated, with a space at either end, so that a tag is found by LIKE '% tag %'.</summary>
    public string Tags { get; set; } = " ";

    public string? Subscriber { get; set; }

    /// <summary>IANA name, <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; set; }

    public string? RemoteAddress { get; set; }

    /// <summary>As the gateway reports it: its first address that is not private; null: it reports none.</summary>
    public string? WanAddress { get; set; }

    public string? ConnectionRequestUrl { get; set; }

    public DateTimeOffset FirstContactAt { get; set; }

    public DateTimeOffset? LastContactAt { get; set; }

    public ConvergenceState Convergence { get; set; }

    public DateTimeOffset ConvergenceSince { get; set; }

    public string? ConvergenceReason { get; set; }

    /// <summary>Hash of the composed desired state that convergence speaks of.</summary>
    public string? DesiredHash { get; set; }

    /// <summary>Something changed that the firewall depends on (hosts, MUD, names, capabilities): compile again.</summary>
    public bool FirewallDirty { get; set; }

    /// <summary>
    /// The parameter by which this server knows its rows of <c>Device.BulkData.Profile.</c>: <c>Alias</c>, else <c>Name</c>; null:
    /// the gateway has no bulk data, or was not asked yet.
    /// </summary>
    public string? BulkDataKey { get; set; }

    /// <summary>Concurrency token, raised by hand with every change.</summary>
    public long Revision { get; set; }
}
