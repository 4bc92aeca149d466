using System.Buffers.Binary;
using System.Net;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// One value out of every interval between boundaries. Predicates that are made of these intervals agree on all values where they agree
/// on these; a boundary that only one side has begins an interval of its own, so it is not missed.
/// </summary>
internal static class Boundaries
{
    /// <summary>More prefixes than this are not compared with each other to save packets.</summary>
    private const int MostToCompare = 1500;

    public static int[] Ports(IEnumerable<(int First, int Last)> ranges)
    {
        var ports = new SortedSet<int> { 0, 65535 };
        foreach (var (first, last) in ranges)
        {
            ports.UnionWith(new[] { first, last + 1 }.Where(p => p is >= 0 and <= 65535));
        }

        return [.. ports];
    }

    /// <summary>Of one IP version.</summary>
    public static IReadOnlyList<IPAddress> Addresses(IReadOnlyCollection<IPNetwork> networks, bool six)
    {
        var mine = networks.Where(n => n.BaseAddress.GetAddressBytes().Length == (six ? 16 : 4)).Distinct().ToList();
        var bits = six ? 128 : 32;
        var last = six ? UInt128.MaxValue : uint.MaxValue;
        var starts = new SortedSet<UInt128> { 1, last }; // 0 is the unspecified address: no packet has it
        foreach (var network in mine)
        {
            var first = Value(network.BaseAddress);
            var end = first | (network.PrefixLength == 0 ? last : (UInt128.One << (bits - network.PrefixLength)) - 1);
            starts.Add(first == 0 ? 1 : first);
            if (end < last)
            {
                starts.Add(end + 1);
            }
        }

        var addresses = starts.Select(s => Address(s, six));
        return mine.Count > MostToCompare ? [.. addresses] : [.. addresses.DistinctBy(a => Signature(a, mine), StringComparer.Ordinal)];
    }

    /// <summary>Which of the prefixes hold it: addresses that the same ones hold are not told apart by anybody.</summary>
    private static string Signature(IPAddress address, List<IPNetwork> networks) =>
        string.Create(networks.Count, (address, networks), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.networks[i].Contains(state.address) ? '1' : '0';
            }
        });

    private static UInt128 Value(IPAddress address) => address.GetAddressBytes() is { Length: 16 } bytes
        ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress Address(UInt128 value, bool six)
    {
        var bytes = new byte[six ? 16 : 4];
        if (six)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        }

        return new IPAddress(bytes);
    }
}
