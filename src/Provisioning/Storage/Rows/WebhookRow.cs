namespace Provisioning.Storage.Rows;

/// <summary>
/// Somebody who is told of events. What was told is one number, the last event's: events themselves are the queue, so
/// nothing is lost when a job, a node or the receiver is.
/// </summary>
public sealed class WebhookRow
{
    public Guid Id { get; set; }

    public required string Url { get; set; }

    /// <summary>Kinds of events separated by spaces, <c>device.*</c> for a family; empty: all.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>The signing secret, encrypted.</summary>
    public required string Secret { get; set; }

    public WebhookState State { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Events up to this one are delivered or were not asked for.</summary>
    public long DeliveredEventId { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>When the row of failures began.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Not before; null: at once.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    public DateTimeOffset? LastDeliveredAt { get; set; }

    /// <summary>For a person, of the last attempt; null: it succeeded.</summary>
    public string? LastError { get; set; }
}
