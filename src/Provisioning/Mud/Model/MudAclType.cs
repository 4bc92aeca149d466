namespace Provisioning.Mud.Model;

/// <summary>RFC 8519 acl-type, as far as MUD uses it.</summary>
public enum MudAclType
{
    IPv4,
    IPv6,
    Ethernet,
    Mixed,
}
