using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound;

/// <summary>Rows as a contact would have left them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static DeviceRow Device(string serial, Action<DeviceRow>? change = null)
    {
        var id = new DeviceId("00D09E", "Home-Box", serial);
        var row = new DeviceRow
        {
            Key = id.ToString(),
            Oui = id.Oui,
            ProductClass = id.ProductClass,
            SerialNumber = id.SerialNumber,
            Manufacturer = "Acme",
            ModelName = "HB-1",
            SoftwareVersion = "1.10.0",
            Protocols = Protocols.Cwmp,
            Status = DeviceStatus.Active,
            FirstContactAt = Noon,
            LastContactAt = Noon,
            ConvergenceSince = Noon,
        };
        change?.Invoke(row);
        return row;
    }
}
