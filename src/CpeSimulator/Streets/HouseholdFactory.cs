using System.Globalization;
using System.Net;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace CpeSimulator.Streets;

/// <summary>Makes the IoT hosts of a home; the same number gives the same home.</summary>
internal static class HouseholdFactory
{
    /// <summary>The home whose first host misbehaves.</summary>
    public const int MisbehavingHome = 3;

    public static IEnumerable<LanHost> Hosts(int home, int lan, SimulatedManufacturer makers)
    {
        var count = 2 + (home % 3);
        for (var i = 0; i < count; i++)
        {
            // 3 has a camera first, which is what misbehaves.
            var product = home == MisbehavingHome && i == 0 ? MudProduct.All[0] : MudProduct.All[(home + i) % MudProduct.All.Count];
            yield return Make(home, lan, i, product, makers.UrlOf(product.Key).AbsoluteUri);
        }
    }

    private static LanHost Make(int home, int lan, int index, MudProduct product, string url)
    {
        var mac = $"02:5e:{home >> 8 & 0xff:x2}:{home & 0xff:x2}:00:{index + 1:x2}";
        var v4 = IPAddress.Parse($"192.168.{lan}.{100 + index}");
        var v6 = IPAddress.Parse($"2001:db8:{lan:x}::{100 + index:x}");
        var sourcePort = 40000 + (index * 100);
        var habits = product.Rules.Where(r => r.Peer.StartsWith("dns:", StringComparison.Ordinal)).Select((r, n) => new Packet(
            r.Protocol == "tcp" ? 6 : 17,
            v4,
            IPAddress.Parse(SimulatedManufacturer.Names[r.Peer[4..]][0]),
            sourcePort + n,
            r.Port)).ToList();
        return new LanHost(mac, product.Key + "-" + (index + 1).ToString(CultureInfo.InvariantCulture), v4)
        {
            IPv6 = v6,
            MudUrl = url,
            // Every third home's hosts announce it by DHCPv6 as well (RFC 8520 §10: the same URL).
            MudUrlV6 = home % 3 == 0 ? url : null,
            VendorClass = product.Maker,
            InterfaceType = index % 2 == 0 ? "Wi-Fi" : "Ethernet",
            Behaviour = home == MisbehavingHome && index == 0 ? HostBehaviour.Misbehaving : HostBehaviour.Normal,
            Habits = habits,
            // Telnet to the world, and a stranger's server over HTTPS: what a bot does.
            Misdeeds =
            [
                new Packet(6, v4, IPAddress.Parse("192.0.2.66"), sourcePort + 50, 23),
                new Packet(6, v4, IPAddress.Parse("192.0.2.99"), sourcePort + 51, 443),
            ],
        };
    }
}
