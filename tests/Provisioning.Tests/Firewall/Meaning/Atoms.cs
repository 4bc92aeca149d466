using System.Net;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>
/// One packet of every kind that any entry or default can tell apart: complete for predicates made of intervals and
/// prefixes, so agreement on these is agreement on all.
/// </summary>
internal static class Atoms
{
    private static readonly string[] Fixed =
    [
        "192.168.1.1", "192.168.1.0", "192.168.1.255", "192.168.0.255", "192.168.2.0", "169.253.255.255", "169.254.0.0", "169.254.255.255",
        "169.255.0.0", "223.255.255.255", "224.0.0.0", "224.0.0.251", "239.255.255.255", "240.0.0.0", "255.255.255.254", "255.255.255.255",
        "198.51.100.77", "8.8.8.8",
        "2001:db8:1::1", "2001:db8:1:0:ffff:ffff:ffff:ffff", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", "2001:db8:1:1::", "fe7f::1", "fe80::1",
        "febf:ffff::1", "fec0::", "feff::1", "ff00::", "ff02::1:2", "ff02::fb", "2a00::77",
    ];

    public static IEnumerable<Probe> Of(FileMeaning meaning, World world, bool host6)
    {
        var peers = Fixed.Select(IPAddress.Parse).Concat(world.Mentioned).ToHashSet();
        foreach (var prefix in meaning.Entries.SelectMany(e => e.PeerPrefixes))
        {
            peers.UnionWith(Edges(prefix));
        }

        var protocols = new SortedSet<int> { 1, 2, 6, 17, 47, 58 };
        protocols.UnionWith(meaning.Entries.Select(e => e.Protocol).Where(p => p >= 0));
        foreach (var fromDevice in (bool[])[true, false])
        {
            var mine = meaning.Entries.Where(e => e.FromDevice == fromDevice).ToList();
            var (client, server) = (new[] { 68, 546 }, new[] { 53, 67, 123, 547 });
            var sources = new Dictionary<int, int[]>();
            var destinations = new Dictionary<int, int[]>();
            foreach (var protocol in (int[])[6, 17])
            {
                var holding = mine.Where(e => e.Protocol < 0 || e.Protocol == protocol).ToList();
                sources[protocol] = Ports(holding.Select(e => e.SourcePorts), fromDevice ? client : server);
                destinations[protocol] = Ports(holding.Select(e => e.DestinationPorts), fromDevice ? server : client);
            }

            foreach (var peer in peers.Where(p => host6 || fromDevice || p.GetAddressBytes().Length == 4))
            {
                foreach (var protocol in protocols)
                {
                    foreach (var source in sources.GetValueOrDefault(protocol, [-1]))
                    {
                        foreach (var destination in destinations.GetValueOrDefault(protocol, [-1]))
                        {
                            yield return new Probe(fromDevice, peer, protocol, source, destination);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The first port of every interval between boundaries, and the last of all.</summary>
    private static int[] Ports(IEnumerable<(int First, int Last)?> ranges, int[] fixedPorts)
    {
        var ports = new SortedSet<int> { 0, 65535 };
        foreach (var (first, last) in ranges.OfType<(int, int)>().Concat(fixedPorts.Select(p => (p, p))))
        {
            ports.UnionWith(new[] { first - 1, first, last, last + 1 }.Where(p => p is >= 0 and <= 65535));
        }

        return [.. ports];
    }

    private static IEnumerable<IPAddress> Edges(IPNetwork prefix)
    {
        var low = prefix.BaseAddress.GetAddressBytes();
        var high = (byte[])low.Clone();
        for (var bit = prefix.PrefixLength; bit < low.Length * 8; bit++)
        {
            high[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return [new(low), new(high), new(Step(low, -1)), new(Step(high, 1))];
    }

    private static byte[] Step(byte[] address, int by)
    {
        var stepped = (byte[])address.Clone();
        for (var i = stepped.Length - 1; i >= 0; i--)
        {
            stepped[i] = (byte)(stepped[i] + by);
            if (stepped[i] != (by > 0 ? 0 : 255))
            {
                break;
            }
        }

        return stepped;
    }
}
