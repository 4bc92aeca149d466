namespace Provisioning.Storage.Rows;

/// <summary>A subscriber was asked because of a proposal.</summary>
public sealed class WarningQuestionRow
{
    public Guid QuestionId { get; set; }

    public Guid ProposalId { get; set; }
}
