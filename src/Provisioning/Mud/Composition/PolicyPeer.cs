using System.Net;

namespace Provisioning.Mud.Composition;

/// <summary>The other side of the packets that an entry speaks of.</summary>
public abstract record PolicyPeer
{
    /// <summary>Longest text that is read.</summary>
    public const int MaxLength = 64;

    private PolicyPeer()
    {
    }

    /// <summary>Reads <c>any</c>, <c>local</c>, an address or a prefix.</summary>
    /// <returns>Null: none of these, or a prefix with bits behind its length.</returns>
    public static PolicyPeer? Parse(string text) => text switch
    {
        { Length: > MaxLength } => null,
        "any" => new Any(),
        "local" => new Local(),
        _ when IPNetwork.TryParse(text, out var network) => new Prefix(network),
        _ when IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal) => new Prefix(Single(address)),
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

    public sealed record Prefix(IPNetwork Network) : PolicyPeer
    {
        public override string ToString() => Network.PrefixLength == Network.BaseAddress.GetAddressBytes().Length * 8
            ? Network.BaseAddress.ToString()
            : Network.ToString();
    }
}
