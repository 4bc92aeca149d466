using Provisioning.Devices.Trust;

namespace UspController.Agents.Errands;

/// <summary>A row of <c>Device.LocalAgent.Subscription.</c> as this controller wants it.</summary>
/// <param name="Id">Begins with <c>acs-</c>: what another set up is never touched.</param>
/// <param name="References">Paths, as far as the agent supports them.</param>
internal sealed record WantedSubscription(string Id, string Type, IReadOnlyList<string> References)
{
    /// <summary>Tells that a subscription is gone.</summary>
    public const string OwnRows = "acs-subscriptions";

    private static readonly string[] ControllerRoles = ["Device.LocalAgent.Controller.*.AssignedRole", "Device.LocalAgent.Controller.*.InheritedRole"];

    /// <summary>Objects whose support decides what is subscribed to.</summary>
    public static IReadOnlyList<string> Probes { get; } =
    [
        "Device.LocalAgent.", "Device.LocalAgent.Controller.", "Device.DeviceInfo.", "Device.DeviceInfo.FirmwareImage.{i}.", "Device.Hosts.", "Device.Firewall.",
        "Device.DHCPv4.Server.Pool.{i}.Client.", "Device.DHCPv6.Server.Pool.{i}.Client.",
        "Device.BulkData.", "Device.BulkData.Profile.{i}.",
    ];

    /// <param name="supported">Templates of the agent's data model, as far as probed.</param>
    /// <param name="root">Of that data model.</param>
    public static IReadOnlyList<WantedSubscription> For(IReadOnlySet<string> supported, string root = DataRoot.Device)
    {
        WantedSubscription?[] all =
        [
            // Boot! and OperationComplete are everywhere: no probe decides about them.
            new("acs-boot", "Event", ["Device.Boot!"]),
            new("acs-commands", "OperationComplete", ["Device."]),
            new(OwnRows, "ObjectDeletion", [SubscribeErrand.Table]),
            If("acs-transfer", "Event", "Device.LocalAgent.TransferComplete!"),
            If("acs-periodic", "Event", "Device.LocalAgent.Periodic!"),
            // Another role sees other things, and may do others.
            If("acs-role", "ValueChange", ControllerRoles),
            If("acs-software", "ValueChange", "Device.DeviceInfo.SoftwareVersion"),
            If("acs-firmware", "ValueChange", "Device.DeviceInfo.FirmwareImage.*.Status"),
            If("acs-firewall", "ValueChange", "Device.Firewall.LastChange", "Device.Firewall.Enable", "Device.Firewall.Config", "Device.Firewall.AdvancedLevel", "Device.Firewall.PolicyLevel"),
            If("acs-hosts", "ValueChange", "Device.Hosts.HostNumberOfEntries"),
            If("acs-host-new", "ObjectCreation", "Device.Hosts.Host."),
            If("acs-host-gone", "ObjectDeletion", "Device.Hosts.Host."),
            If("acs-lease-new", "ObjectCreation", "Device.DHCPv4.Server.Pool.*.Client.", "Device.DHCPv6.Server.Pool.*.Client."),
            If("acs-lease-gone", "ObjectDeletion", "Device.DHCPv4.Server.Pool.*.Client.", "Device.DHCPv6.Server.Pool.*.Client."),
            If("acs-bulkdata", "Event", "Device.BulkData.Profile.*.Push!"),
            If("acs-bulkdata-gone", "ObjectDeletion", "Device.BulkData.Profile."),
        ];
        return [.. all.OfType<WantedSubscription>().Select(w => w with { References = [.. w.References.Select(r => DataRoot.Under(root, r))] })];

        WantedSubscription? If(string id, string type, params string[] references)
        {
            var there = references.Where(r => supported.Contains(DataRoot.Under(root, r).Replace("*", "{i}", StringComparison.Ordinal))).ToList();
            return there.Count == 0 ? null : new WantedSubscription(id, type, there);
        }
    }

    /// <summary>True for a parameter whose change may open what was closed.</summary>
    public static bool IsRole(string path) => path.StartsWith(TrustTable.Controllers, StringComparison.Ordinal)
        && ParameterPath.Name(path) is "AssignedRole" or "InheritedRole";

    public static WantedSubscription Of(UspSubscriptionOptions declared) => new(
        "acs-isp-" + declared.Id, declared.NotifType, declared.ReferenceList.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public NewInstance ToInstance(string table) => new(table,
    [
        new ParameterValue("ID", Id),
        new ParameterValue("Enable", "true"),
        new ParameterValue("NotifType", Type),
        new ParameterValue("ReferenceList", string.Join(',', References)),
        // Default false: without it a reboot ends the subscription. NotifRetry: an acknowledged notify is a durable one.
        new ParameterValue("Persistent", "true"),
        new ParameterValue("NotifRetry", "true"),
    ]);

    /// <summary>True when the row does what is wanted, whatever the order of its references.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> row) =>
        IsTrue(row, "Enable")
        && row.GetValueOrDefault("NotifType") == Type
        && References.Order(StringComparer.Ordinal).SequenceEqual(
            (row.GetValueOrDefault("ReferenceList") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal), StringComparer.Ordinal)
        && (!row.ContainsKey("Persistent") || IsTrue(row, "Persistent"))
        && (!row.ContainsKey("NotifRetry") || IsTrue(row, "NotifRetry"));

    private static bool IsTrue(IReadOnlyDictionary<string, string> row, string name) => row.GetValueOrDefault(name) is "true" or "1";
}
