using System.Net;
using System.Net.Sockets;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Mud.Hosts;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>
/// Has the gateway's DHCP server go on giving hosts the addresses that their rules know them by (TR-181
/// <c>DHCPv4.Server.Pool.{i}.StaticAddress.</c>). A row that somebody else made for a host is his, and enough. Pure.
/// </summary>
internal static class HostPins
{
    private const string Pools = "Device.DHCPv4.Server.Pool.";
    private const string Table = Pools + "{i}.StaticAddress.";

    /// <param name="hosts">Those that have rules.</param>
    public static DesiredLayer Add(DesiredLayer layer, GatewayFacts facts, IReadOnlyList<HostRow> hosts, FirewallDialect dialect)
    {
        var wanted = facts.Pins == AddressPins.Always || (facts.Pins == AddressPins.WhereRulesNeedIt && !dialect.IsStateful());
        var before = (facts.Previous?.Owned ?? []).Where(o => IsPin(o.Table)).ToList();
        var pins = wanted && CanAdd(facts.Capabilities) ? Pins(facts.Reported, hosts, before) : [];

        // What was ours and is wanted no more stays known as ours while it is there.
        var over = before.Where(o => !pins.Exists(p => Same(p.Owned, o)) && facts.Reported.Instances(o.Table).Any(r => facts.Reported.Value(r + o.Parameter) == o.Prefix));
        List<OwnedRows> owned = [.. pins.Select(p => p.Owned), .. over];
        return owned.Count == 0 ? layer : DesiredHash.Layer(layer.Name, layer.Values, [.. layer.Objects, .. pins.Select(p => p.Row)], [.. layer.Owned, .. owned]);
    }

    private static List<(DesiredObject Row, OwnedRows Owned)> Pins(ReportedParameters reported, IReadOnlyList<HostRow> hosts, List<OwnedRows> before)
    {
        var pins = new List<(DesiredObject, OwnedRows)>();
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var client in DhcpClients.All(reported, Pools).Where(c => DhcpClients.IsActive(reported, c)))
        {
            if (reported.Value(client + "Chaddr") is not { } chaddr || !MacAddress.TryNormalise(chaddr.Trim(), out var mac)
                || hosts.FirstOrDefault(h => h.Mac == mac) is not { } host || Leased(reported, client, host) is not { } address || !given.Add(mac) || !given.Add(address))
            {
                continue;
            }

            var table = ParameterPath.Parent(ParameterPath.Parent(client)) + "StaticAddress.";
            var owned = new OwnedRows(table, "Chaddr", chaddr);
            if (before.Exists(b => Same(b, owned)) || !reported.Instances(table).Any(r => SameMac(reported.Value(r + "Chaddr"), mac)))
            {
                pins.Add((Row(mac, chaddr, address, table), owned));
            }
        }

        return pins;
    }

    /// <summary>What is lost where the gateway keeps no address; null: it was not asked to, or does.</summary>
    public static string? Refused(GatewayFacts facts, string mac) => facts.Forgone.GetValueOrDefault(KeyOf(mac));

    private static string KeyOf(string mac) => $"dhcp-pin {mac}";

    private static DesiredObject Row(string mac, string chaddr, string address, string table) => new(
        KeyOf(mac),
        table,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Chaddr"] = chaddr },
        new Dictionary<string, DesiredValue>(StringComparer.Ordinal)
        {
            ["Chaddr"] = new(chaddr, ParameterType.String, Layer.Firewall, "the host's rules know it by its address"),
            ["Yiaddr"] = new(address, ParameterType.String, Layer.Firewall),
            ["Enable"] = new("true", ParameterType.Boolean, Layer.Firewall),
        },
        new Dictionary<string, DesiredValue>(StringComparer.Ordinal))
    {
        IsOptional = true,
    };

    /// <summary>What this client has a lease of, and the host is known by.</summary>
    private static string? Leased(ReportedParameters reported, string client, HostRow host)
    {
        var known = GatewayFirewall.Addresses(host);
        return reported.Instances(client + "IPv4Address.").Select(row => reported.Value(row + "IPAddress"))
            .FirstOrDefault(a => IPAddress.TryParse(a, out var address) && address.AddressFamily == AddressFamily.InterNetwork && known.Contains(address));
    }

    private static bool Same(OwnedRows a, OwnedRows b) => (a.Table, a.Parameter, a.Prefix) == (b.Table, b.Parameter, b.Prefix);

    private static bool SameMac(string? text, string mac) => MacAddress.TryNormalise(text?.Trim(), out var there) && there == mac;

    private static bool IsPin(string table) => string.Equals(ParameterPath.Template(table), Table, StringComparison.Ordinal);

    private static bool CanAdd(Capabilities capabilities) =>
        (capabilities.Supported.TryGetValue(Table, out var writable) && writable) || (capabilities.Supported.TryGetValue(Table + "{i}.", out writable) && writable);
}
