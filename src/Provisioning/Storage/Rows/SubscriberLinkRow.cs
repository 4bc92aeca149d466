namespace Provisioning.Storage.Rows;

/// <summary>A link by which a subscriber sees what is done in the home, and chooses.</summary>
public sealed class SubscriberLinkRow
{
    /// <summary>SHA-256 of the link's secret, hex. The secret itself is not kept.</summary>
    public required string TokenHash { get; set; }

    public long DeviceId { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
