namespace Provisioning.Firewall;

/// <summary>What is done at a gateway without firewall rules that can shut a host out of the internet by its hardware address (TR-181 Hosts.AccessControl, since 2.14).</summary>
public enum AccessControlUse
{
    Off,

    /// <summary>Hosts whose policy lets nothing through to or from the internet are shut out: that is just what it says.</summary>
    Blocked,

    /// <summary>So are hosts whose policy forbids anything there: rather cut off than let through.</summary>
    Strict,
}
