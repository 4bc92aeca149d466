using System.Net;
using Provisioning.DataModels;
using Provisioning.Devices;
using Provisioning.Mud.Hosts;

namespace Provisioning.Mud;

/// <summary>
/// Reads the LAN hosts and the MUD URLs that they announce out of what a gateway reported. Pure. Gateways fill these tables
/// unevenly, so every piece may be missing: a DHCP client without a host is a host.
/// </summary>
public static class HostInventory
{
    /// <summary>More on one home's LAN is an attack or a fault.</summary>
    public const int MaxHosts = 1024;

    /// <summary>Subtrees that must have been read for the inventory to be whole, as far as the gateway has them.</summary>
    public static IReadOnlyList<string> Roots { get; } =
        [.. DataModelMaps.All.SelectMany(m => m.ReadHosts.Select(r => m.Root + r))];

    /// <summary>One host per MAC, in the gateway's order.</summary>
    public static IReadOnlyList<LanHost> Read(ReportedParameters reported)
    {
        var hosts = new OrderedDictionary<string, HostDraft>(StringComparer.Ordinal);
        var byClient = new Dictionary<string, HostDraft>(StringComparer.Ordinal);
        var byRow = new Dictionary<string, HostDraft>(StringComparer.Ordinal);
        foreach (var map in DataModelMaps.All)
        {
            foreach (var row in map.HostRows(reported))
            {
                ReadHost(reported, map.Hosts, row, hosts, byClient, byRow);
            }
        }

        foreach (var client in DhcpClients.All(reported, "Device.DHCPv4.Server.Pool."))
        {
            ReadV4Client(reported, client, hosts, byClient);
        }

        foreach (var client in DhcpClients.All(reported, "Device.DHCPv6.Server.Pool."))
        {
            ReadV6Client(reported, client, hosts, byClient);
        }

        // A neighbour that is no host of the home, like a switch of another's, is nobody's announcement.
        foreach (var (macs, rows, url, ignored) in LldpDevices.All(reported))
        {
            var host = macs.Select(m => hosts.GetValueOrDefault(m)).Concat(rows.Select(r => byRow.GetValueOrDefault(r))).FirstOrDefault(h => h is not null);
            host?.Announce("lldp", url, ignored);
        }

        return [.. hosts.Values.Select(h => h.ToHost())];
    }

    private static void ReadHost(
        ReportedParameters reported, HostTable names, string instance, OrderedDictionary<string, HostDraft> hosts, Dictionary<string, HostDraft> byClient,
        Dictionary<string, HostDraft> byRow)
    {
        if (!MacAddress.TryNormalise(reported.Value(instance + names.Mac)?.Trim(), out var mac))
        {
            return;
        }

        if (Find(mac, hosts) is not { } host)
        {
            return;
        }

        byRow.TryAdd(instance, host);
        // Two rows of one MAC (two interfaces, or a stale one): the host is there if either says so.
        host.Active |= !DhcpClients.IsFalse(reported.Value(instance + names.Active));
        host.Name ??= CleanName(reported.Value(instance + names.Name));
        host.AddAddress(reported.Value(instance + names.Address));
        foreach (var table in names.AddressTables)
        {
            foreach (var row in reported.Instances(instance + table))
            {
                host.AddAddress(reported.Value(row + names.Address));
            }
        }

        var clients = names.DhcpClient is { } reference ? reported.Value(instance + reference) : null;
        foreach (var path in clients?.Split(',', 8, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            byClient.TryAdd(path.TrimEnd('.') + ".", host);
        }
    }

    private static void ReadV4Client(
        ReportedParameters reported, string client, OrderedDictionary<string, HostDraft> hosts, Dictionary<string, HostDraft> byClient)
    {
        var host = MacAddress.TryNormalise(reported.Value($"{client}Chaddr")?.Trim(), out var mac)
            ? Find(mac, hosts, reported, client)
            : byClient.GetValueOrDefault(client);
        if (host is null)
        {
            return;
        }

        AddLeases(reported, client, "IPv4Address.", host);
        DhcpClients.Announce(reported, client, "161", "dhcpv4", host);
        host.VendorClass ??= DhcpClients.VendorClassOf(reported, client);
    }

    private static void ReadV6Client(
        ReportedParameters reported, string client, OrderedDictionary<string, HostDraft> hosts, Dictionary<string, HostDraft> byClient)
    {
        var addresses = reported.Instances($"{client}IPv6Address.")
            .Select(row => reported.Value($"{row}IPAddress"))
            .Prepend(reported.Value($"{client}SourceAddress"))
            .Select(text => IPAddress.TryParse(text, out var address) ? address : null)
            .OfType<IPAddress>()
            .Take(32)
            .ToList();
        var host = byClient.GetValueOrDefault(client) ?? hosts.Values.FirstOrDefault(h => addresses.Exists(h.Has));
        if (host is null && addresses.Select(DhcpClients.MacOf).FirstOrDefault(m => m is not null) is { } mac)
        {
            host = Find(mac, hosts, reported, client);
        }

        if (host is null)
        {
            return;
        }

        AddLeases(reported, client, "IPv6Address.", host);
        DhcpClients.Announce(reported, client, "112", "dhcpv6", host);
    }

    /// <summary>Addresses of a lease that ended belong to nobody, or to somebody else by now.</summary>
    private static void AddLeases(ReportedParameters reported, string client, string table, HostDraft host)
    {
        if (!DhcpClients.IsActive(reported, client))
        {
            return;
        }

        foreach (var row in reported.Instances(client + table))
        {
            host.AddAddress(reported.Value($"{row}IPAddress"));
        }
    }

    /// <summary>The host with the MAC, made where it is new and there is room.</summary>
    /// <param name="client">The DHCP client that it is made of, if any: then its being active is the client's.</param>
    private static HostDraft? Find(string mac, OrderedDictionary<string, HostDraft> hosts, ReportedParameters? reported = null, string? client = null)
    {
        if (hosts.TryGetValue(mac, out var host))
        {
            return host;
        }

        if (hosts.Count >= MaxHosts)
        {
            return null;
        }

        host = new HostDraft(mac) { Active = client is not null && DhcpClients.IsActive(reported!, client) };
        hosts.Add(mac, host);
        return host;
    }

    private static string? CleanName(string? name)
    {
        var clean = new string([.. (name ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(64)]).Trim();
        return clean.Length == 0 ? null : clean;
    }
}
