namespace Provisioning.Storage.Rows;

/// <summary>A host whose flows are observed; key is (device, MAC). Without it nobody could tell a quiet host from one that nobody watches.</summary>
public sealed class ObservedHostRow
{
    public long DeviceId { get; set; }

    /// <summary>Lower case with colons.</summary>
    public required string Mac { get; set; }

    public string? MudUrl { get; set; }

    public DateTimeOffset FirstFlowAt { get; set; }

    public DateTimeOffset LastFlowAt { get; set; }

    public long Flows { get; set; }

    /// <summary>Flows with something wrong for which there was no row left.</summary>
    public long Beyond { get; set; }
}
