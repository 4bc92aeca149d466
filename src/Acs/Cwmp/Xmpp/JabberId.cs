using System.Buffers;
using System.Text;

namespace Acs.Cwmp.Xmpp;

/// <summary>RFC 7622: <c>local@domain/resource</c>. Local part and domain are compared without case, the resource with it.</summary>
internal sealed record JabberId
{
    private const int LongestPart = 1023;
    private static readonly SearchValues<char> _notInLocal = SearchValues.Create("\"&'/:<>@");

    private JabberId(string? local, string domain, string? resource) => (Local, Domain, Resource) = (local, domain, resource);

    public string? Local { get; }

    public string Domain { get; }

    public string? Resource { get; }

    /// <summary>Without the resource.</summary>
    public string Bare => Local is null ? Domain : $"{Local}@{Domain}";

    /// <summary>Null: it is none.</summary>
    public static JabberId? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // RFC 7622 3.1: the first slash, then the first at sign before it.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (bare, resource) = slash < 0 ? (text, null) : (text[..slash], text[(slash + 1)..]);
        var at = bare.IndexOf('@', StringComparison.Ordinal);
        var (local, domain) = at < 0 ? (null, bare) : (bare[..at], bare[(at + 1)..]);
        return IsPart(domain) && Uri.CheckHostName(domain) != UriHostNameType.Unknown
            && (local is null || (IsPart(local) && !local.AsSpan().ContainsAny(_notInLocal) && !local.Any(char.IsWhiteSpace)))
            && (resource is null || IsPart(resource))
            ? new JabberId(local?.ToLowerInvariant(), domain.ToLowerInvariant(), resource)
            : null;
    }

    public override string ToString() => Resource is null ? Bare : $"{Bare}/{Resource}";

    private static bool IsPart(string part) =>
        part.Length > 0 && Encoding.UTF8.GetByteCount(part) <= LongestPart && !part.Any(char.IsControl) && part.IsNormalized() && !part.Any(char.IsSurrogate);
}
