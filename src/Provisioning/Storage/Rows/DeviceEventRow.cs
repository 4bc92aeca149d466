namespace Provisioning.Storage.Rows;

/// <summary>What happened to a device and why, in order: its history, the source of /events and of "why".</summary>
public sealed class DeviceEventRow
{
    public long Id { get; set; }

    /// <summary>Null: concerns the fleet.</summary>
    public long? DeviceId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Dotted: <c>device.enrolled</c>, <c>device.converged</c>, <c>device.faulted</c>, <c>mud.compiled</c>, <c>campaign.paused</c>….</summary>
    public required string Kind { get; set; }

    /// <summary>One sentence for a person, without secrets.</summary>
    public required string Text { get; set; }
}
