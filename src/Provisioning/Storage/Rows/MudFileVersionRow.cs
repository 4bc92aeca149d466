using Provisioning.Mud;
using Provisioning.Mud.Versions;

namespace Provisioning.Storage.Rows;

/// <summary>One content of a MUD file that was good enough to count: read, verified, not older than what was in force.</summary>
public sealed class MudFileVersionRow
{
    public long Id { get; set; }

    /// <summary><see cref="MudFileRow.Id"/>; with the SHA-256 unique.</summary>
    public long MudFileId { get; set; }

    /// <summary>Hex, lower case.</summary>
    public required string Sha256 { get; set; }

    public required byte[] Content { get; set; }

    /// <summary>When it came first.</summary>
    public DateTimeOffset FetchedAt { get; set; }

    /// <summary>Of the file itself.</summary>
    public DateTimeOffset? LastUpdate { get; set; }

    public MudSignatureState Signature { get; set; }

    public string? SignatureDetail { get; set; }

    /// <summary>As <see cref="MudFileRow.SignerId"/>; null when the signature is not a good one.</summary>
    public string? SignerId { get; set; }

    /// <summary>JSON array of diagnostics.</summary>
    public string? Diagnostics { get; set; }

    public MudVersionState State { get; set; }

    /// <summary>When it took effect last; null: it never did.</summary>
    public DateTimeOffset? InForceAt { get; set; }

    /// <summary>Flows that it lets through and the content in force when it came did not; null: not compared.</summary>
    public int? Gained { get; set; }

    /// <summary>The other way round.</summary>
    public int? Lost { get; set; }

    /// <summary>Why it waits, for a person.</summary>
    public string? WaitsBecause { get; set; }

    /// <summary>Who approved, refused or restored it, or brought it.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>What that person said about it.</summary>
    public string? Reason { get; set; }
}
