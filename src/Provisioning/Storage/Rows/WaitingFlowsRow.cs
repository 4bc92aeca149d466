namespace Provisioning.Storage.Rows;

/// <summary>Flows that a gateway told of in passing, durable before it was answered, and not yet held against its hosts' policies.</summary>
public sealed class WaitingFlowsRow
{
    public long Id { get; set; }

    public long DeviceId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>A line for each; empty where they are in a file.</summary>
    public string Flows { get; set; } = "";

    /// <summary>An uploaded log that is still to be read.</summary>
    public Guid? FileId { get; set; }
}
