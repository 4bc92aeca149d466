namespace Provisioning.Firewall.Trials;

/// <summary>
/// Which firewall a gateway was last heard with, which one is being brought to it, and which one was taken back because the gateway was
/// lost with it. Firewalls are known by the hash of their layer.
/// </summary>
/// <param name="Confirmed">Read back, and the gateway came again after that; null: none yet.</param>
public sealed record FirewallStanding(string? Confirmed, FirewallTrial? Trial, UndoneFirewall? Undone)
{
    public static FirewallStanding None { get; } = new(null, null, null);
}
