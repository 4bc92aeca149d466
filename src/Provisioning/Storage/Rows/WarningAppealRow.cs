namespace Provisioning.Storage.Rows;

/// <summary>Somebody objects to what a warning brought about. A person decides; it stays on record.</summary>
public sealed class WarningAppealRow
{
    public Guid Id { get; set; }

    public Guid ProposalId { get; set; }

    /// <summary>A subscriber objects for one home: the question on whose page that was; null: for all that the proposal reaches.</summary>
    public Guid? QuestionId { get; set; }

    public required string Author { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Null: not decided.</summary>
    public bool? Accepted { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }
}
