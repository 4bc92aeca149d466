using Provisioning.Warnings;

namespace Provisioning.Storage.Rows;

/// <summary>An advisory or a mitigation request: evidence, whatever comes of it. Unique for (source, key).</summary>
public sealed class WarningRow
{
    public Guid Id { get; set; }

    public Guid SourceId { get; set; }

    public WarningKind Kind { get; set; }

    /// <summary>Of an advisory its tracking id, of a mitigation <c>cuid/mid</c>.</summary>
    public required string Key { get; set; }

    /// <summary>Of an advisory its tracking version.</summary>
    public string Version { get; set; } = "";

    public required string Title { get; set; }

    /// <summary>What it says, in its own words.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Highest CVSS base score, 0 to 10; null: none is given.</summary>
    public double? Score { get; set; }

    public WarningState State { get; set; }

    /// <summary>Why it is in that state, for a person.</summary>
    public string? StateReason { get; set; }

    /// <summary>As it came: CSAF JSON, or the mitigation's scope as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>JSON array of the flows that it asks to have blocked.</summary>
    public string Flows { get; set; } = "[]";

    /// <summary>Which of them its source may not ask for, and why; null: all.</summary>
    public string? Refused { get; set; }

    /// <summary>By its own account.</summary>
    public DateTimeOffset ReleasedAt { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When it is over by itself; null: it does not say.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>Null: it waits to be held against the models.</summary>
    public DateTimeOffset? MatchedAt { get; set; }
}
