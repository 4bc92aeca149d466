using System.Net;

namespace Provisioning.Mud.Composition;

/// <summary>The other side of the packets that an entry speaks of.</summary>
public abstract record PolicyPeer
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 253;

    private PolicyPeer()
    {
    }

    /// <summary>Reads <c>any</c>, <c>local</c>, an address, a prefix, or a DNS name of at least two labels whose last character is a letter.</summary>
    /// <returns>Null: none of these. Bits behind a prefix's length are left out; see <see cref="PolicyEntryText.Check"/>.</returns>
    public static PolicyPeer? Parse(string text) => text switch
    {
        { Length: > MaxLength } => null,
        "any" => new Any(),
        "local" => new Local(),
        _ when IPNetwork.TryParse(text, out var network) => new Prefix(network),
        // Not 203.0.113, which inet_aton reads as 203.0.0.113.
        _ when IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3) && !text.Contains('%', StringComparison.Ordinal) => new Prefix(Single(address)),
        _ when DnsNames.TryNormalise(text, out var name) && name.Contains('.', StringComparison.Ordinal) && char.IsAsciiLetter(name[^1]) => new Name(name),
        _ => null,
    };

    private static IPNetwork Single(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);

    public sealed record Any : PolicyPeer
    {
        public override string ToString() => "any";
    }

    /// <summary>What does not leave the home (RFC 8520 §8 <c>local-networks</c>).</summary>
    public sealed record Local : PolicyPeer
    {
        public override string ToString() => "local";
    }

    /// <summary>The addresses that the name has now, as this server resolves it.</summary>
    /// <param name="Value">Lower case, without trailing dot.</param>
    public sealed record Name(string Value) : PolicyPeer
    {
        public override string ToString() => Value;
    }

    public sealed record Prefix(IPNetwork Network) : PolicyPeer
    {
        public override string ToString() => Network.PrefixLength == Network.BaseAddress.GetAddressBytes().Length * 8
            ? Network.BaseAddress.ToString()
            : Network.ToString();
    }
}
