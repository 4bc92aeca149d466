using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Mud;

namespace Provisioning.Firewall.Compilation;

/// <summary>
/// Rows of <c>Device.Hosts.AccessControl.</c> that shut hosts out of the internet. There is one row for a hardware address: a row that
/// somebody else made is his, enough where it denies, and in the way where it does not. Pure.
/// </summary>
internal static class AccessRows
{
    public const string Table = "Device.Hosts.AccessControl.";

    /// <summary>Rows can be made, and there is nothing better.</summary>
    public static bool CanAdd(Capabilities capabilities) =>
        (capabilities.Supported.TryGetValue(Table, out var writable) && writable) || (capabilities.Supported.TryGetValue(Table + "{i}.", out writable) && writable);

    /// <summary>Why the host cannot be shut out, or null.</summary>
    public static string? Obstacle(GatewayFacts facts, string mac) =>
        Foreign(facts, mac) is { } row && !Denies(facts.Reported, row) ? $"somebody made {row.TrimEnd('.')} for it, which lets it through" : null;

    /// <param name="denied">Hardware addresses, lower case with colons.</param>
    public static DesiredLayer Add(DesiredLayer layer, GatewayFacts facts, IReadOnlyList<string> denied)
    {
        var before = Before(facts);
        var rows = denied.Where(mac => Foreign(facts, mac) is null).Select(mac => Row(mac, Spelled(facts.Reported, mac))).ToList();

        // What was ours and is wanted no more stays known as ours while it is there.
        var over = before.Where(o => !rows.Exists(r => r.Owned.Prefix == o.Prefix) && facts.Reported.Instances(Table).Any(r => facts.Reported.Value(r + o.Parameter) == o.Prefix));
        List<OwnedRows> owned = [.. rows.Select(r => r.Owned), .. over];
        return owned.Count == 0 ? layer : DesiredHash.Layer(layer.Name, layer.Values, [.. layer.Objects, .. rows.Select(r => r.Row)], [.. layer.Owned, .. owned]);
    }

    public static string KeyOf(string mac) => $"access-deny {mac}";

    private static List<OwnedRows> Before(GatewayFacts facts) => [.. (facts.Previous?.Owned ?? []).Where(o => o.Table == Table)];

    private static string? Foreign(GatewayFacts facts, string mac)
    {
        var ours = Before(facts);
        return facts.Reported.Instances(Table).FirstOrDefault(r =>
            IsOf(facts.Reported.Value(r + "PhysAddress"), mac) && !ours.Exists(o => o.Prefix == facts.Reported.Value(r + o.Parameter)));
    }

    private static bool Denies(ReportedParameters reported, string row) =>
        reported.Value(row + "AccessPolicy") == "Deny" && reported.Value(row + "Enable") is "true" or "1";

    private static (DesiredObject Row, OwnedRows Owned) Row(string mac, string spelled) => (
        new DesiredObject(
            KeyOf(mac),
            Table,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PhysAddress"] = spelled },
            new Dictionary<string, DesiredValue>(StringComparer.Ordinal)
            {
                ["PhysAddress"] = new(spelled, ParameterType.String, Layer.Firewall, "the gateway has no firewall rules: the host is shut out of the internet"),
                ["AccessPolicy"] = new("Deny", ParameterType.String, Layer.Firewall),
            },
            new Dictionary<string, DesiredValue>(StringComparer.Ordinal) { ["Enable"] = new("true", ParameterType.Boolean, Layer.Firewall) }),
        new OwnedRows(Table, "PhysAddress", spelled));

    /// <summary>As the gateway writes it.</summary>
    private static string Spelled(ReportedParameters reported, string mac) =>
        reported.Instances("Device.Hosts.Host.").Select(h => reported.Value(h + "PhysAddress")).FirstOrDefault(p => IsOf(p, mac)) ?? mac;

    private static bool IsOf(string? text, string mac) => MacAddress.TryNormalise(text?.Trim(), out var there) && there == mac;
}
