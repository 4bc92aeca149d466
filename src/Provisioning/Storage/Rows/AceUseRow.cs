namespace Provisioning.Storage.Rows;

/// <summary>A permission of a MUD file that some host's flow was seen to use; key is (file, ACE).</summary>
public sealed class AceUseRow
{
    public long MudFileId { get; set; }

    /// <summary><c>ACL/ACE</c>.</summary>
    public required string Ace { get; set; }

    public DateTimeOffset LastUsedAt { get; set; }

    public long Flows { get; set; }

    public long Packets { get; set; }
}
