using Provisioning.Mud.Composition;

namespace Provisioning.Storage.Rows;

/// <summary>One sentence of the ISP or a subscriber about hosts' packets. Taken back, it stays on record.</summary>
public sealed class PolicyEntryRow
{
    public Guid Id { get; set; }

    public PolicyLayer Layer { get; set; }

    /// <summary>Null: of every home.</summary>
    public long? DeviceId { get; set; }

    /// <summary>Lower case with colons; null: of every host.</summary>
    public string? Mac { get; set; }

    /// <summary>Only hosts under this URL; null: whatever they announce.</summary>
    public string? MudUrl { get; set; }

    public bool Accept { get; set; }

    public bool FromDevice { get; set; }

    /// <summary>As <see cref="PolicyPeer"/> writes it.</summary>
    public required string Peer { get; set; }

    /// <summary>-1 for any.</summary>
    public int Protocol { get; set; } = -1;

    public int FirstPort { get; set; }

    public int LastPort { get; set; } = ushort.MaxValue;

    public required string Author { get; set; }

    /// <summary>Why, in the author's words.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>When it ends by itself; null: it does not.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>When it was taken back, or its end was noticed; null: it holds.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }
}
