namespace Provisioning.Devices.Trust;

/// <summary>
/// What this server must be allowed, as data. What the ISP declares besides (profiles, overrides) needs write and, where rows are
/// added, add and delete on what it names: nobody but the ISP knows that.
/// </summary>
public static class TrustNeeds
{
    public static IReadOnlyList<TrustNeed> All { get; } =
    [
        Need("Discovery", "what the gateway has (GetSupportedDM of the root)", "Device.", obj: "r---") with { Whole = false },
        Need("Identity and software version", "which device this is; campaigns look at its version", "Device.DeviceInfo.", "r--n", "r---", "r---"),
        Need("Hosts", "the devices in the home", "Device.Hosts.", "r--n", "r--n", "r--n"),
        Need("MUD", "DHCP clients and the MUD URLs that they announce", "Device.DHCPv4.Server.Pool.", "r--n", "r--n", "r--n"),
        Need("MUD", "DHCPv6 clients and the MUD URLs that they announce", "Device.DHCPv6.Server.Pool.", "r--n", "r--n", "r--n"),
        Need("MUD", "fixed addresses for hosts that have rules", "Device.DHCPv4.Server.Pool.*.StaticAddress.", "rw--", "rw--", "rw--"),
        Need("Firewall", "rules are built, switched and read back", "Device.Firewall.", "rw-n", "rw--", "rw--"),
        Need("Firewall", "the LAN's prefixes and the interfaces that rules name", "Device.IP.Interface.", "r---", "r---", "r---"),
        Need("Firmware", "images are fetched and activated, and tell how it went", "Device.DeviceInfo.FirmwareImage.", "r--n", "r---", "r---", "r-xn"),
        Need("Firmware", "TransferComplete! of a download", "Device.LocalAgent.TransferComplete!", commandEvent: "r--n"),
        Need("Reboot", "reboot, by people and where firmware needs it", "Device.Reboot()", commandEvent: "r-x-"),
        Need("Reboot", "what a boot was caused by", "Device.Boot!", commandEvent: "r--n"),
        Need("Factory reset", "factory reset, by people", "Device.FactoryReset()", commandEvent: "r-x-"),
        Need("Scheduled contact", "operation scheduleInform", "Device.ScheduleTimer()", commandEvent: "r-xn"),
        Need("Scheduled contact", "the agent's own rhythm", "Device.LocalAgent.Periodic!", commandEvent: "r--n"),
        Need("Subscriptions", "what is to be told is declared, and repaired when it is lost", "Device.LocalAgent.Subscription.", "rw--", "rw--", "rw-n"),
        Need("Asynchronous commands", "what still runs, and its cancelling", "Device.LocalAgent.Request.", "r---", "r---", "r---", "r-x-"),
        Need("Trust", "this server's own role, and word when it changes", "Device.LocalAgent.Controller.", "r--n", "r---", "r---"),
        Need("Trust", "the roles, so that this page can tell what is missing; challenges", "Device.LocalAgent.ControllerTrust.", "r---", "r---", "r---", "r-x-"),
        Need("Bulk data", "profiles are kept, Push! is taken", "Device.BulkData.", "rw--", "rw--", "rw-n", "r--n"),
        Need("Software modules", "deployment units are installed, updated and removed", "Device.SoftwareModules.", "r---", "r---", "r---", "r-xn"),
        Need("Diagnostics", "ping, trace route and speed tests", "Device.IP.Diagnostics.", "r---", "r---", "r---", "r-xn"),
        Need("Diagnostics", "name look-ups, also for names in MUD files", "Device.DNS.Diagnostics.", "r---", "r---", "r---", "r-xn"),
    ];

    private static TrustNeed Need(string feature, string why, string target, string? param = null, string? obj = null, string? instantiatedObj = null, string? commandEvent = null) =>
        new(feature, why, target, PermissionSet.Parse(param, obj, instantiatedObj, commandEvent));
}
