using Provisioning.Mud.Questions;
using Provisioning.Warnings.Proposals;

namespace Provisioning.Storage.Rows;

/// <summary>What a warning would have done for one model, or one home. Nothing holds until a person, or the source's trust, says so.</summary>
public sealed class WarningProposalRow
{
    public Guid Id { get; set; }

    public Guid WarningId { get; set; }

    public Guid SourceId { get; set; }

    /// <summary>Hosts under this URL; null: of one home.</summary>
    public string? MudUrl { get; set; }

    public long? DeviceId { get; set; }

    /// <summary>One host of that home, lower case with colons; null: those of its hosts that have a MUD URL.</summary>
    public string? Mac { get; set; }

    /// <summary>JSON array of <see cref="AskedFlow"/>: what is to be blocked, and nothing else.</summary>
    public required string Flows { get; set; }

    /// <summary>The model is known by its name only.</summary>
    public bool Possible { get; set; }

    /// <summary>Hosts that it reaches.</summary>
    public int Hosts { get; set; }

    public ProposalState State { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>When it began to count against what its source may reach in a day; null: it does not yet.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>No entry that comes of it holds longer.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }

    /// <summary>Ids of the ISP's entries that it became, separated by spaces.</summary>
    public string Entries { get; set; } = "";
}
