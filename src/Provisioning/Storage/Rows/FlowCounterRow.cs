namespace Provisioning.Storage.Rows;

/// <summary>What a row of a gateway's said when its counters were last seen; key is (device, row). The empty row tells when they were looked at.</summary>
public sealed class FlowCounterRow
{
    public long DeviceId { get; set; }

    /// <summary>Instance path with its dot.</summary>
    public required string Row { get; set; }

    /// <summary>What was counted there: another thing begins anew.</summary>
    public string Subject { get; set; } = "";

    public long Packets { get; set; }

    public long Octets { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}
