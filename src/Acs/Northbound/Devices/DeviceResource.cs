using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A device as the API shows it.</summary>
/// <param name="Id"><c>OUI-ProductClass-SerialNumber</c>, percent-encoded parts.</param>
/// <param name="Protocols"><c>cwmp</c>, <c>usp</c>.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record DeviceResource(
    string Id,
    string Oui,
    string ProductClass,
    string SerialNumber,
    string? EndpointId,
    string? Manufacturer,
    string? ModelName,
    string? SoftwareVersion,
    string? HardwareVersion,
    IReadOnlyList<string> Protocols,
    DeviceStatus Status,
    IReadOnlyList<string> Tags,
    string? Subscriber,
    string? TimeZone,
    string? RemoteAddress,
    DateTimeOffset FirstContactAt,
    DateTimeOffset? LastContactAt,
    ConvergenceResource Convergence)
{
    public static DeviceResource Of(DeviceRow d) => new(
        d.Key, d.Oui, d.ProductClass, d.SerialNumber, d.EndpointId, d.Manufacturer, d.ModelName, d.SoftwareVersion, d.HardwareVersion,
        Words(d.Protocols), d.Status, d.Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries), d.Subscriber, d.TimeZone, d.RemoteAddress,
        d.FirstContactAt, d.LastContactAt, new ConvergenceResource(d.Convergence, d.ConvergenceSince, d.ConvergenceReason));

    private static string[] Words(Protocols protocols) =>
        [.. new[] { Provisioning.Devices.Protocols.Cwmp, Provisioning.Devices.Protocols.Usp }.Where(p => protocols.HasFlag(p)).Select(p => p.ToString().ToLowerInvariant())];
}
