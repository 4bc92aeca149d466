namespace Provisioning.Storage.Rows;

/// <summary>A subscriber objects to one of the ISP's entries for one home. A person decides; it stays on record. Upheld, the entry leaves that home out.</summary>
public sealed class PolicyAppealRow
{
    public Guid Id { get; set; }

    /// <summary>The entry that it is about.</summary>
    public Guid EntryId { get; set; }

    public long DeviceId { get; set; }

    public required string Author { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Null: not decided.</summary>
    public bool? Accepted { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }
}
