using Provisioning.Devices.Quirks;

namespace Provisioning.Storage.Rows;

/// <summary>A quirk that was seen in a gateway's traffic.</summary>
public sealed class DeviceQuirkRow
{
    public long DeviceId { get; set; }

    public Quirk Quirk { get; set; }

    public long Count { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }
}
