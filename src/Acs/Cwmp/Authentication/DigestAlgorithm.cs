using System.Security.Cryptography;
using System.Text;

namespace Acs.Cwmp.Authentication;

/// <summary>RFC 2617 and RFC 7616: the arithmetic of HTTP Digest.</summary>
internal sealed class DigestAlgorithm
{
    private readonly bool _sha256;
    private readonly bool _session;

    private DigestAlgorithm(string name, bool sha256, bool session)
    {
        Name = name;
        _sha256 = sha256;
        _session = session;
    }

    public static DigestAlgorithm Md5 { get; } = new("MD5", sha256: false, session: false);

    public static DigestAlgorithm Sha256 { get; } = new("SHA-256", sha256: true, session: false);

    public string Name { get; }

    /// <summary>Null for an algorithm that is not known. Absent means MD5; so does <c>MD</c>, which FRITZ!OS 7.12 sends.</summary>
    public static DigestAlgorithm? Find(string? name) => name?.ToUpperInvariant() switch
    {
        null or "" or "MD5" or "MD" => Md5,
        "MD5-SESS" => new DigestAlgorithm("MD5-sess", sha256: false, session: true),
        "SHA-256" or "SHA256" => Sha256,
        "SHA-256-SESS" => new DigestAlgorithm("SHA-256-sess", sha256: true, session: true),
        _ => null,
    };

    /// <summary>The <c>response</c> value.</summary>
    /// <param name="qop">Null: RFC 2069's form, without client nonce and count.</param>
    /// <param name="body">The entity, for <c>auth-int</c>.</param>
    public string Respond(
        string username,
        string realm,
        string password,
        string method,
        string uri,
        string nonce,
        string? qop,
        string? nonceCount,
        string? clientNonce,
        ReadOnlySpan<byte> body)
    {
        var a1 = Hash($"{username}:{realm}:{password}");
        if (_session)
        {
            a1 = Hash($"{a1}:{nonce}:{clientNonce}");
        }

        var a2 = string.Equals(qop, "auth-int", StringComparison.OrdinalIgnoreCase)
            ? Hash($"{method}:{uri}:{Hash(body)}")
            : Hash($"{method}:{uri}");
        return string.IsNullOrEmpty(qop)
            ? Hash($"{a1}:{nonce}:{a2}")
            : Hash($"{a1}:{nonce}:{nonceCount}:{clientNonce}:{qop}:{a2}");
    }

    private string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

#pragma warning disable CA5351 // RFC 2617 is MD5; TR-069 3.4.5 demands it of every CPE.
    private string Hash(ReadOnlySpan<byte> data) =>
        Convert.ToHexStringLower(_sha256 ? SHA256.HashData(data) : MD5.HashData(data));
#pragma warning restore CA5351
}
