using Provisioning.Mud.Community;

namespace Provisioning.Storage.Rows;

/// <summary>What a model's hosts were seen to need, as a MUD file that somebody other than its maker made. At most one for each URL is in force.</summary>
public sealed class CommunityProfileRow
{
    public Guid Id { get; set; }

    /// <summary>Of the file that it narrows; null: it speaks about a model that announces none.</summary>
    public string? MudUrl { get; set; }

    /// <summary>The model in words, where there is no URL, as <see cref="HostRow.Model"/> has it.</summary>
    public string? Model { get; set; }

    /// <summary>The MUD file as the first of its submitters sent it.</summary>
    public required byte[] Content { get; set; }

    /// <summary>Of the content, hex.</summary>
    public required string Sha256 { get; set; }

    public CommunityState State { get; set; }

    /// <summary>Different submitters whose profiles let the same packets through.</summary>
    public int Submitters { get; set; }

    public DateTimeOffset SubmittedAt { get; set; }

    public string? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    /// <summary>Put in force with fewer submitters than the ISP asks for.</summary>
    public bool Overridden { get; set; }

    /// <summary>Of the last decision, in its author's words.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset? InForceAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}
