using Provisioning.Mud;
using Provisioning.Mud.Modes;

namespace Provisioning.Storage.Rows;

/// <summary>Somebody's choice of a mode, for a host, a home or a tag; or a subscriber's opting out. Replaced or taken back, it stays on record.</summary>
public sealed class MudChoiceRow
{
    public long Id { get; set; }

    public ModeSource Source { get; set; }

    /// <summary>Null: a tag's.</summary>
    public long? DeviceId { get; set; }

    /// <summary>A host's only; lower case with colons.</summary>
    public string? Mac { get; set; }

    public string? Tag { get; set; }

    /// <summary>Off where a subscriber opts out.</summary>
    public MudMode Mode { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Null: it stands.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }
}
