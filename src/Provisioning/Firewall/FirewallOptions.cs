namespace Provisioning.Firewall;

/// <summary><c>Acs:Firewall</c>.</summary>
public sealed class FirewallOptions
{
    public const string Section = "Acs:Firewall";

    /// <summary>Entries towards the device that only mirror an entry from it do not let others open connections.</summary>
    public bool Strict { get; set; }
}
