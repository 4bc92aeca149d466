using Provisioning.Devices;

namespace Provisioning.Mud;

/// <summary>Reads the LAN hosts and the MUD URLs that they announce out of what a gateway reported. Pure.</summary>
public static class HostInventory
{
    /// <summary>Subtrees that must have been read for the inventory to be whole, as far as the gateway has them.</summary>
    public static IReadOnlyList<string> Roots { get; } =
        ["Device.Hosts.", "Device.DHCPv4.Server.Pool.", "Device.DHCPv6.Server.Pool."];

    public static IReadOnlyList<LanHost> Read(ReportedParameters reported) => throw new NotSupportedException("skeleton");
}
