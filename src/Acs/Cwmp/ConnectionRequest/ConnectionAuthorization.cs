using System.Security.Cryptography;
using System.Text;
using Acs.Cwmp.Authentication;

namespace Acs.Cwmp.ConnectionRequest;

/// <summary>The Authorization header that answers a gateway's challenge, exactly as RFC 2617 says.</summary>
internal static class ConnectionAuthorization
{
    /// <summary>Null where no challenge can be answered.</summary>
    public static string? Create(IReadOnlyList<string> challenges, string username, string password, string pathAndQuery, bool allowBasic, out string scheme)
    {
        foreach (var challenge in challenges)
        {
            var text = challenge.TrimStart();
            if (text.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase)
                && Digest(DigestFields.Parse(text.AsSpan(7)), username, password, pathAndQuery) is { } digest)
            {
                scheme = "digest";
                return digest;
            }
        }

        scheme = "basic";
        return allowBasic && OffersBasic(challenges)
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"))
            : null;
    }

    public static bool OffersBasic(IReadOnlyList<string> challenges) =>
        challenges.Any(c => c.TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the credentials were right and only the nonce was old.</summary>
    public static bool IsStale(IReadOnlyList<string> challenges) => challenges
        .Select(c => c.TrimStart())
        .Any(c => c.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase)
            && string.Equals(DigestFields.Parse(c.AsSpan(7))["stale"], "true", StringComparison.OrdinalIgnoreCase));

    private static string? Digest(DigestFields challenge, string username, string password, string uri)
    {
        if (challenge["nonce"] is not { } nonce || DigestAlgorithm.Find(challenge["algorithm"]) is not { } algorithm)
        {
            return null;
        }

        var realm = challenge["realm"] ?? "";
        string? qop = null;
        if (challenge["qop"] is { Length: > 0 } offered)
        {
            if (!offered.Split(',').Any(q => q.Trim().Equals("auth", StringComparison.OrdinalIgnoreCase)))
            {
                return null;
            }

            qop = "auth";
        }

        // RFC 2617 3.2.2: cnonce and nc only with qop, opaque and algorithm only where the challenge had them. Gateways
        // are seen to refuse more. (MD5-sess hashes the client nonce, so it needs one.)
        var needsClientNonce = qop is not null || algorithm.Name.EndsWith("-sess", StringComparison.Ordinal);
        var clientNonce = needsClientNonce ? RandomNumberGenerator.GetHexString(16, lowercase: true) : null;
        var response = algorithm.Respond(username, realm, password, "GET", uri, nonce, qop, qop is null ? null : "00000001", clientNonce, default);
        var header = new StringBuilder("Digest ");
        header.Append($"username=\"{Escape(username)}\", realm=\"{Escape(realm)}\", nonce=\"{Escape(nonce)}\", uri=\"{uri}\", response=\"{response}\"");
        if (challenge["algorithm"] is { } named)
        {
            header.Append($", algorithm={named}");
        }

        if (qop is not null)
        {
            header.Append($", qop={qop}, nc=00000001");
        }

        if (clientNonce is not null)
        {
            header.Append($", cnonce=\"{clientNonce}\"");
        }

        if (challenge["opaque"] is { } opaque)
        {
            header.Append($", opaque=\"{Escape(opaque)}\"");
        }

        return header.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
