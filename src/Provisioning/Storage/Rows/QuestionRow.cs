using Provisioning.Mud.Questions;

namespace Provisioning.Storage.Rows;

/// <summary>A question to a subscriber about one host, and what became of it. Kept after it is answered.</summary>
public sealed class QuestionRow
{
    public Guid Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>Lower case with colons.</summary>
    public required string Mac { get; set; }

    /// <summary>In words that a subscriber understands.</summary>
    public required string Text { get; set; }

    /// <summary>JSON array of <see cref="AskedFlow"/>.</summary>
    public required string Flows { get; set; }

    public required string AskedBy { get; set; }

    /// <summary>Asked because of what was found in the host's flows, by nobody's order.</summary>
    public bool Automatic { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    /// <summary>After this the link answers nothing any more.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>SHA-256 of the link's secret, hex. The secret itself is not kept.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Null: not answered.</summary>
    public QuestionAnswer? Answer { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>Ids of the policy entries that the answer became, separated by spaces.</summary>
    public string Entries { get; set; } = "";

    /// <summary>When those end by themselves; null: they do not.</summary>
    public DateTimeOffset? EntriesEnd { get; set; }

    public DateTimeOffset? TakenBackAt { get; set; }

    public string? TakenBackBy { get; set; }
}
