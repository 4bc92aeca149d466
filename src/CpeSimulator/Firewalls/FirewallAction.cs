namespace CpeSimulator.Firewalls;

/// <summary>What becomes of a packet.</summary>
public enum FirewallAction
{
    Drop,
    Accept,

    /// <summary>Dropped, and the sender is told.</summary>
    Reject,
}
