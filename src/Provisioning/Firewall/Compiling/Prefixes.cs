using System.Net;
using System.Net.Sockets;

namespace Provisioning.Firewall.Compiling;

/// <summary>Arithmetic on address prefixes. Two prefixes are nested or disjoint, so lists of them are closed under intersection.</summary>
internal static class Prefixes
{
    public static int VersionOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 4;

    public static int VersionOf(IPNetwork network) => VersionOf(network.BaseAddress);

    public static int BitsOf(int version) => version == 6 ? 128 : 32;

    public static IPNetwork Single(IPAddress address) => new(address, BitsOf(VersionOf(address)));

    public static bool IsSingle(IPNetwork network) => network.PrefixLength == BitsOf(VersionOf(network));

    /// <summary>Without scope; IPv4 inside IPv6 becomes IPv4. Null for the unspecified address, which firewalls may read as "any".</summary>
    public static IPAddress? Normal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            return null;
        }

        plain = new IPAddress(plain.GetAddressBytes());
        return plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any) ? null : plain;
    }

    public static bool Covers(IPNetwork outer, IPNetwork inner) =>
        VersionOf(outer) == VersionOf(inner) && outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    public static IEnumerable<IPNetwork> Intersect(IEnumerable<IPNetwork> left, IReadOnlyCollection<IPNetwork> right)
    {
        foreach (var one in left)
        {
            foreach (var other in right)
            {
                if (Covers(one, other))
                {
                    yield return other;
                }
                else if (Covers(other, one))
                {
                    yield return one;
                }
            }
        }
    }

    /// <summary>The same addresses in the fewest prefixes, sorted: contained ones dropped, halves joined.</summary>
    public static IReadOnlyList<IPNetwork> Collapse(IEnumerable<IPNetwork> networks)
    {
        var stack = new List<IPNetwork>();
        foreach (var network in networks.Distinct().Order(Comparer<IPNetwork>.Create(Compare)))
        {
            if (stack.Count > 0 && Covers(stack[^1], network))
            {
                continue;
            }

            stack.Add(network);
            while (stack.Count > 1 && Join(stack[^2], stack[^1]) is { } joined)
            {
                stack.RemoveRange(stack.Count - 2, 2);
                stack.Add(joined);
            }
        }

        return stack;
    }

    /// <summary>By version, then address, then the wider first.</summary>
    public static int Compare(IPNetwork left, IPNetwork right)
    {
        byte[] a = left.BaseAddress.GetAddressBytes(), b = right.BaseAddress.GetAddressBytes();
        if (a.Length != b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        var byAddress = a.AsSpan().SequenceCompareTo(b);
        return byAddress != 0 ? byAddress : left.PrefixLength.CompareTo(right.PrefixLength);
    }

    private static IPNetwork? Join(IPNetwork low, IPNetwork high)
    {
        if (low.PrefixLength != high.PrefixLength || low.PrefixLength == 0 || VersionOf(low) != VersionOf(high))
        {
            return null;
        }

        var bytes = low.BaseAddress.GetAddressBytes();
        var bit = low.PrefixLength - 1;
        if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
        {
            return null;
        }

        var parent = new IPNetwork(low.BaseAddress, bit);
        return Covers(parent, high) ? parent : null;
    }
}
