using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using Provisioning.Devices;

namespace Provisioning.Firewall.Compilation;

/// <summary>What a gateway reports of its LAN: prefixes, and who answers DNS and NTP there.</summary>
internal sealed record GatewayLan(IReadOnlyList<IPNetwork> Prefixes, IReadOnlyList<IPAddress> Dns, IReadOnlyList<IPAddress> Ntp)
{
    private static readonly IPNetwork[] _private =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    public static GatewayLan Of(ReportedParameters reported)
    {
        var prefixes = new List<IPNetwork>();
        var routers = new List<IPAddress>();
        var dns = new List<IPAddress>();
        var interfaces = new List<string>();
        foreach (var pool in reported.Instances("Device.DHCPv4.Server.Pool."))
        {
            if (reported.Value(pool + "Enable") is "false" or "0")
            {
                continue;
            }

            var mine = Addresses(reported.Value(pool + "IPRouters"));
            routers.AddRange(mine);
            dns.AddRange(Addresses(reported.Value(pool + "DNSServers")));
            Add(mine.Concat(Addresses(reported.Value(pool + "MinAddress"))).FirstOrDefault(), reported.Value(pool + "SubnetMask"));
            if (reported.Value(pool + "Interface") is { Length: > 0 } name)
            {
                interfaces.Add(name.TrimEnd('.') + ".");
            }
        }

        // Without a pool: interfaces with a private address. The WAN's may be one too, behind a carrier's NAT (RFC 6598).
        var all = reported.Instances("Device.IP.Interface.");
        foreach (var row in all.Where(i => interfaces.Count == 0 ? prefixes.Count == 0 : interfaces.Contains(i, StringComparer.Ordinal)))
        {
            ReadInterface(reported, row, Add, prefixes, routers);
        }

        var resolvers = dns.Concat(routers).Distinct().ToList();
        return new GatewayLan(Compiling.Prefixes.Collapse(prefixes), resolvers, [.. routers.Distinct()]);

        void Add(IPAddress? address, string? mask)
        {
            if (address is { AddressFamily: AddressFamily.InterNetwork } && PrefixOf(address, mask) is { } prefix)
            {
                prefixes.Add(prefix);
            }
        }
    }

    private static void ReadInterface(
        ReportedParameters reported, string row, Action<IPAddress?, string?> add, List<IPNetwork> prefixes, List<IPAddress> routers)
    {
        foreach (var address in reported.Instances(row + "IPv4Address."))
        {
            if (Addresses(reported.Value(address + "IPAddress")) is [var own] && _private.Any(p => p.Contains(own)))
            {
                add(own, reported.Value(address + "SubnetMask"));
                routers.Add(own);
            }
        }

        foreach (var prefix in reported.Instances(row + "IPv6Prefix."))
        {
            if (IPNetwork.TryParse(reported.Value(prefix + "Prefix") ?? "", out var network)
                && Compiling.Prefixes.VersionOf(network) == 6 && network.PrefixLength > 0)
            {
                prefixes.Add(network);
            }
        }

        foreach (var address in reported.Instances(row + "IPv6Address."))
        {
            routers.AddRange(Addresses(reported.Value(address + "IPAddress")));
        }
    }

    private static List<IPAddress> Addresses(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => IPAddress.TryParse(a, out var address) ? Compiling.Prefixes.Normal(address) : null).OfType<IPAddress>()];

    /// <summary>A mask with holes, or none, is no prefix; a whole internet is no LAN.</summary>
    private static IPNetwork? PrefixOf(IPAddress address, string? mask)
    {
        if (!IPAddress.TryParse(mask, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork)
        {
            return null;
        }

        var bits = BinaryPrimitives.ReadUInt32BigEndian(parsed.GetAddressBytes());
        var length = BitOperations.LeadingZeroCount(~bits);
        if (length is < 8 || BitOperations.PopCount(bits) != length)
        {
            return null;
        }

        var network = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()) & bits;
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, network);
        return new IPNetwork(new IPAddress(bytes), length);
    }
}
