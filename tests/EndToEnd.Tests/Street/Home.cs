using System.Net;

namespace EndToEnd.Tests.Street;

/// <summary>
/// A home and its internet: a host behind a gateway, and a server with several addresses on the far side.
/// <code>
///   host 192.168.77.20, fd77::20  ──lan──  gateway (nftables)  ──wan──  internet 203.0.113.10…, 2001:db8:9::10…
/// </code>
/// </summary>
internal sealed class Home : IDisposable
{
    public const string HostMac = "02:00:00:00:77:20";

    public const string NeighbourMac = "02:00:00:00:77:21";

    private readonly string _id = (Environment.ProcessId % 10000).ToString();

    public Home()
    {
        Host = NetworkNamespace.Create($"h{_id}");
        Neighbour = NetworkNamespace.Create($"n{_id}");
        Gateway = NetworkNamespace.Create($"g{_id}");
        Internet = NetworkNamespace.Create($"i{_id}");
        Gateway.Ip("link", "add", "br-lan", "type", "bridge");
        Gateway.Ip("link", "set", "br-lan", "up");
        Join(Host, "lan0", HostMac, "192.168.77.20", "fd77::20");
        Join(Neighbour, "lan1", NeighbourMac, "192.168.77.21", "fd77::21");
        Gateway.Ip("addr", "add", "192.168.77.1/24", "dev", "br-lan");
        Gateway.Ip("addr", "add", "fd77::1/64", "dev", "br-lan", "nodad");
        NetworkNamespace.Connect(Gateway, "wan", Internet, "eth0");
        Gateway.Ip("addr", "add", "203.0.113.1/24", "dev", "wan");
        Gateway.Ip("addr", "add", "2001:db8:9::1/64", "dev", "wan", "nodad");
        foreach (var last in (int[])[10, 20, 30])
        {
            Internet.Ip("addr", "add", $"203.0.113.{last}/24", "dev", "eth0");
            Internet.Ip("addr", "add", $"2001:db8:9::{last}/64", "dev", "eth0", "nodad");
        }

        Internet.Ip("route", "add", "192.168.77.0/24", "via", "203.0.113.1");
        Internet.Ip("-6", "route", "add", "fd77::/64", "via", "2001:db8:9::1");
        Gateway.Sysctl("net.ipv4.ip_forward=1");
        Gateway.Sysctl("net.ipv6.conf.all.forwarding=1");
    }

    public NetworkNamespace Host { get; }

    public NetworkNamespace Neighbour { get; }

    public NetworkNamespace Gateway { get; }

    public NetworkNamespace Internet { get; }

    public static IPAddress Server(int last, int version) =>
        IPAddress.Parse(version == 4 ? $"203.0.113.{last}" : $"2001:db8:9::{last}");

    /// <summary>Puts the gateway's data model into force, as its firmware would.</summary>
    public void Apply(IReadOnlyDictionary<string, string> parameters) => Load(new NftablesFirewall(parameters).Script());

    /// <param name="script">As <see cref="NftablesFirewall"/> writes it.</param>
    public void Load(string script) => Gateway.Execute("nft", ["-f", "-"], script);

    /// <summary>Packets that drop rules have taken so far.</summary>
    public long Dropped()
    {
        var total = 0L;
        foreach (var line in Gateway.Execute("nft", ["list", "table", "inet", "gateway"]).Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var counter = Array.IndexOf(words, "packets");
            if (counter >= 0 && words[^1] == "drop")
            {
                total += long.Parse(words[counter + 1]);
            }
        }

        return total;
    }

    public void Dispose()
    {
        Host.Dispose();
        Neighbour.Dispose();
        Gateway.Dispose();
        Internet.Dispose();
    }

    private void Join(NetworkNamespace member, string port, string mac, string address, string address6)
    {
        NetworkNamespace.Connect(member, "eth0", Gateway, port);
        Gateway.Ip("link", "set", port, "master", "br-lan");
        member.Ip("link", "set", "eth0", "address", mac);
        member.Ip("addr", "add", $"{address}/24", "dev", "eth0");
        member.Ip("addr", "add", $"{address6}/64", "dev", "eth0", "nodad");
        member.Ip("route", "add", "default", "via", "192.168.77.1");
        member.Ip("-6", "route", "add", "default", "via", "fd77::1");
    }
}
