namespace Provisioning.Firewall;

/// <summary>Whether a host that rules speak of keeps the address that they know it by: a row in the gateway's table of static DHCP addresses.</summary>
public enum AddressPins
{
    Off,

    /// <summary>Where rules know hosts by address only (TR-181 before 2.16): with another address a host would leave its rules behind.</summary>
    WhereRulesNeedIt,

    Always,
}
