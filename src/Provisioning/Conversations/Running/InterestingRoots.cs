using Provisioning.Devices;
using Provisioning.Mud;

namespace Provisioning.Conversations.Running;

/// <summary>The subtrees that something in the server looks at; the rest of a gateway is left in peace.</summary>
internal static class InterestingRoots
{
    private static readonly string[] Tr181 =
    [
        "DeviceInfo.", "ManagementServer.", "Hosts.", "DHCPv4.Server.", "DHCPv6.Server.", "Firewall.", "IP.Interface.", "Time.",
    ];

    private static readonly string[] Tr098 = ["DeviceInfo.", "ManagementServer.", "LANDevice.", "Time."];

    /// <summary>What is asked for its names, over CWMP.</summary>
    public static IEnumerable<string> Discovered(string root) => (root == "InternetGatewayDevice." ? Tr098 : Tr181).Select(r => root + r);

    /// <summary>What is read, as far as the gateway has it, and how old it may grow.</summary>
    public static IEnumerable<(string Root, TimeSpan MaxAge)> Read(Capabilities capabilities, RefreshOptions refresh)
    {
        foreach (var root in HostInventory.Roots)
        {
            if (Exists(capabilities, root))
            {
                yield return (root, refresh.Hosts);
            }
        }

        foreach (var root in (string[])[$"{capabilities.Root}DeviceInfo.", "Device.Firewall.", "Device.IP.Interface."])
        {
            if (Exists(capabilities, root))
            {
                yield return (root, refresh.Drift);
            }
        }
    }

    private static bool Exists(Capabilities capabilities, string root) =>
        capabilities.Has(root) || capabilities.Supported.Keys.Any(k => k.StartsWith(root, StringComparison.Ordinal));
}
