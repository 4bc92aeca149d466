using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;

namespace CpeSimulator.Lan;

/// <summary>The hosts behind one gateway, and their rows in its data model.</summary>
public sealed class LocalNetwork
{
    // RFC 6335 §6: the dynamic ports.
    private const int FirstPort = 49152;
    private const int Ports = 16384;

    private readonly Gateway _gateway;
    private int _connections;
    private readonly ConcurrentDictionary<string, (LanHost Host, HostTraffic Traffic)> _hosts = new(StringComparer.Ordinal);

    internal LocalNetwork(Gateway gateway) => _gateway = gateway;

    public IReadOnlyCollection<LanHost> Hosts => [.. _hosts.Values.Select(h => h.Host).OrderBy(h => h.Mac, StringComparer.Ordinal)];

    public HostTraffic TrafficOf(string mac) => _hosts.TryGetValue(mac, out var found) ? found.Traffic : HostTraffic.None;

    /// <summary>The host takes a lease: rows in DHCP and Hosts, all in one change. The address is the one that is kept for it, else the one that it asks for.</summary>
    public void Join(LanHost host)
    {
        host = host with { IPv4 = Kept(host.Mac) ?? host.IPv4 };
        _hosts[host.Mac] = (host, HostTraffic.None);
        AddRows(host);
    }

    /// <summary>The lease ends: the client's row goes, the host's stays and becomes inactive.</summary>
    public void Leave(string mac)
    {
        if (!_hosts.TryRemove(mac, out _))
        {
            return;
        }

        var model = _gateway.Model;
        model.Atomically(() =>
        {
            foreach (var reading in model.Read(Root("DHCPv4.Server.Pool.1.Client.")).Where(r => r.Template.Name == "Chaddr" && r.Value == mac).ToList())
            {
                model.DeleteOwn(reading.Owner.Path);
            }

            foreach (var reading in model.Read(HostTable).Where(r => r.Template.Name is "PhysAddress" or "MACAddress" && r.Value == mac).ToList())
            {
                model.Write(reading.Owner.Path + "Active", "false");
            }

            return true;
        });
    }

    /// <summary>A packet of a host through the gateway's firewall.</summary>
    public Verdict Send(string mac, Packet packet) => _gateway.Firewall.Decide(packet with { SourceMac = mac });

    /// <summary>Whether a new connection of a host would be let begin; nothing is sent.</summary>
    public bool WouldPass(string mac, Packet packet) => _gateway.Firewall.Ask(NewConnection(packet with { SourceMac = mac })).Passes;

    /// <summary>Every host does once what it does; the counts say what became of it.</summary>
    public void Live()
    {
        foreach (var (mac, (host, _)) in _hosts)
        {
            foreach (var packet in host.Habits)
            {
                Count(mac, Send(mac, NewConnection(packet)).Passes, isMisdeed: false);
            }

            if (host.Behaviour == HostBehaviour.Misbehaving)
            {
                foreach (var packet in host.Misdeeds)
                {
                    Count(mac, Send(mac, NewConnection(packet)).Passes, isMisdeed: true);
                }
            }
        }
    }

    // A client takes another port each time (RFC 6056): what passed before a rule came would else stay an established connection.
    private Packet NewConnection(Packet packet) =>
        packet with { SourcePort = packet.SourcePort < 0 ? packet.SourcePort : FirstPort + (int)((uint)Interlocked.Increment(ref _connections) % Ports) };

    internal void AddAllRows()
    {
        foreach (var host in Hosts)
        {
            AddRows(host);
        }
    }

    private string HostTable => _gateway.Options.Profile == GatewayProfile.Tr098
        ? "InternetGatewayDevice.LANDevice.1.Hosts.Host." : "Device.Hosts.Host.";

    private static string Root(string path) => "Device." + path;

    private void Count(string mac, bool passes, bool isMisdeed)
    {
        if (_hosts.TryGetValue(mac, out var found))
        {
            var t = found.Traffic;
            var next = new HostTraffic(
                t.Passed + (passes ? 1 : 0),
                t.Dropped + (passes ? 0 : 1),
                t.MisdeedsPassed + (isMisdeed && passes ? 1 : 0),
                t.MisdeedsDropped + (isMisdeed && !passes ? 1 : 0),
                t.HabitsDropped + (!isMisdeed && !passes ? 1 : 0));
            _hosts.TryUpdate(mac, (found.Host, next), found);
        }
    }

    private void AddRows(LanHost host)
    {
        var model = _gateway.Model;
        model.Atomically(() =>
        {
            if (_gateway.Options.Profile == GatewayProfile.Tr098)
            {
                return model.AddOwn(HostTable, ("MACAddress", host.Mac), ("IPAddress", host.IPv4.ToString()), ("HostName", host.HostName), ("VendorClassID", host.VendorClass));
            }

            foreach (var old in model.Read(HostTable).Where(r => r.Template.Name == "PhysAddress" && r.Value == host.Mac).ToList())
            {
                model.DeleteOwn(old.Owner.Path);
            }

            var clients = AddV4Client(host).TrimEnd('.');
            if (host.IPv6 is not null)
            {
                clients += "," + AddV6Client(host).TrimEnd('.');
            }

            var row = model.AddOwn(
                HostTable,
                ("PhysAddress", host.Mac), ("IPAddress", host.IPv4.ToString()), ("HostName", host.HostName), ("DHCPClient", clients),
                ("InterfaceType", host.InterfaceType), ("Layer3Interface", "Device.IP.Interface.1"), ("Active", "true"),
                ("ActiveLastChange", _gateway.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
            model.AddOwn(row.Path + "IPv4Address.", ("IPAddress", host.IPv4.ToString()));
            if (host.IPv6 is not null)
            {
                model.AddOwn(row.Path + "IPv6Address.", ("IPAddress", host.IPv6.ToString()));
            }

            if (host.LldpMudUrl is { } announced)
            {
                var neighbour = model.AddOwn("Device.LLDP.Discovery.Device.", ("ChassisIDSubtype", "4"), ("ChassisID", host.Mac), ("Host", row.Path.TrimEnd('.'))).Path;
                model.AddOwn(neighbour + "DeviceInformation.VendorSpecific.", ("OrganizationCode", "00005E"), ("InformationType", "1"), ("Information", announced));
            }

            return row;
        });
    }

    private IPAddress? Kept(string mac)
    {
        var rows = _gateway.Options.Profile == GatewayProfile.Tr098 ? [] : _gateway.Model.Read(Root("DHCPv4.Server.Pool.1.StaticAddress.")).ToList();
        return rows.Find(r => r.Template.Name == "Chaddr" && string.Equals(r.Value, mac, StringComparison.OrdinalIgnoreCase)) is { } row
            && rows.Exists(r => r.Owner == row.Owner && r.Template.Name == "Enable" && r.Value == "true")
            && rows.Find(r => r.Owner == row.Owner && r.Template.Name == "Yiaddr") is { } address
            ? IPAddress.Parse(address.Value) : null;
    }

    private string AddV4Client(LanHost host)
    {
        var model = _gateway.Model;
        var client = model.AddOwn(Root("DHCPv4.Server.Pool.1.Client."), ("Chaddr", host.Mac)).Path;
        model.AddOwn(client + "IPv4Address.", ("IPAddress", host.IPv4.ToString()));
        AddOption(client, 12, host.HostName);
        AddOption(client, 60, host.VendorClass);
        AddOption(client, 161, host.MudUrl);
        return client;
    }

    private string AddV6Client(LanHost host)
    {
        var model = _gateway.Model;
        var client = model.AddOwn(Root("DHCPv6.Server.Pool.1.Client."), ("SourceAddress", host.IPv6!.ToString())).Path;
        model.AddOwn(client + "IPv6Address.", ("IPAddress", host.IPv6.ToString()));
        AddOption(client, 112, host.MudUrlV6);
        return client;
    }

    private void AddOption(string client, int tag, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            // hexBinary in either case, as gateways differ.
            var hex = _gateway.Options.LanNumber % 2 == 0 ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes);
            _gateway.Model.AddOwn(client + "Option.", ("Tag", tag.ToString(CultureInfo.InvariantCulture)), ("Value", hex));
        }
    }
}
