using System.Net;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// One reason for addresses on the other side: a DNS name, a class, or a prefix, as far as it holds for one IP version.
/// Two terms with the same symbol are the same term whatever their addresses are at the moment.
/// </summary>
/// <param name="Symbol">Stable text: what the file says, not what it means today.</param>
/// <param name="IsNamed">A name or a class: its addresses change without the file changing, so they belong in a set.</param>
internal sealed record PeerTerm(string Symbol, bool IsNamed, IReadOnlyList<IPNetwork> Prefixes)
{
    public bool Equals(PeerTerm? other) => other is not null && string.Equals(Symbol, other.Symbol, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Symbol);

    /// <summary>Holds whatever the names resolve to.</summary>
    public bool Covers(PeerTerm other) =>
        Equals(other) || (!IsNamed && !other.IsNamed && other.Prefixes.All(p => Prefixes.Any(mine => Compiling.Prefixes.Covers(mine, p))));
}
