using Provisioning.Firewall.Trials;

namespace Provisioning.Storage.Rows;

/// <summary>How a gateway stands to the firewalls that were brought to it; see <see cref="Firewall.Trials.FirewallStanding"/>.</summary>
public sealed class DeviceFirewallRow
{
    public long DeviceId { get; set; }

    /// <summary>Of the firewall layer that the gateway was last heard with; null: none yet.</summary>
    public string? ConfirmedHash { get; set; }

    /// <summary>That layer as <see cref="DeviceLayerRow.Content"/> had it.</summary>
    public byte[]? Confirmed { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Of the layer that is being brought there; null: none.</summary>
    public string? TrialHash { get; set; }

    public DateTimeOffset? TrialAt { get; set; }

    /// <summary>Not heard of until then, the gateway counts as lost.</summary>
    public DateTimeOffset? LostAt { get; set; }

    public bool IsReadBack { get; set; }

    public bool IsUnanswered { get; set; }

    /// <summary>More time was given once, in an outage.</summary>
    public bool IsSpared { get; set; }

    /// <summary>Of the layer that was taken back because the gateway was lost with it.</summary>
    public string? UndoneHash { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Layers taken back since one was last confirmed.</summary>
    public int UndoneTimes { get; set; }

    /// <summary>What is compiled now is not brought to the gateway.</summary>
    public bool IsHeld { get; set; }

    public SecondTry SecondTry { get; set; }
}
