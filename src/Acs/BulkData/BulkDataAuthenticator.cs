using System.Security.Cryptography;
using System.Text;
using Acs.Cwmp.Authentication;
using Microsoft.Extensions.Primitives;
using Provisioning.BulkData;

namespace Acs.BulkData;

/// <summary>
/// Who brings bulk data: Basic or Digest (TR-369 R-BULK.6), with the device's own credentials. Asks nobody but the server's key,
/// so that strangers cost no look into the database.
/// </summary>
internal sealed class BulkDataAuthenticator(BulkDataCredentials credentials, Nonces nonces, NonceUses uses)
{
    private const string Realm = "bulk data";
    private const int Longest = 2048;

    /// <summary>WWW-Authenticate: MD5 first, since agents that read one header only know that one.</summary>
    public StringValues Challenge(bool stale)
    {
        var rest = $"qop=\"auth\", nonce=\"{nonces.Create()}\"{(stale ? ", stale=true" : "")}";
        return new StringValues([
            $"Digest realm=\"{Realm}\", algorithm=MD5, {rest}", $"Digest realm=\"{Realm}\", algorithm=SHA-256, {rest}", $"Basic realm=\"{Realm}\", charset=\"UTF-8\""]);
    }

    /// <returns>The device; null: no credentials, or none that fit. Stale: they fit, and an older nonce was answered.</returns>
    public (long? DeviceId, bool Stale) Check(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString().Trim();
        return header.Length > Longest ? (null, false)
            : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? (Basic(header[6..].Trim()), false)
            : header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase) ? Digest(DigestFields.Parse(header.AsSpan(7)), context)
            : (null, false);
    }

    /// <summary>RFC 7617.</summary>
    private long? Basic(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && BulkDataCredentials.DeviceOf(pair[..colon]) is { } id && credentials.Fits(id, pair[(colon + 1)..]) ? id : null;
    }

    /// <summary>RFC 7616, without <c>auth-int</c>: it is not offered.</summary>
    private (long? DeviceId, bool Stale) Digest(DigestFields fields, HttpContext context)
    {
        if (fields["username"] is not { } username || BulkDataCredentials.DeviceOf(username) is not { } id
            || fields["nonce"] is not { } nonce || fields["response"] is not { } response || DigestAlgorithm.Find(fields["algorithm"]) is not { } algorithm)
        {
            return (null, false);
        }

        var expected = algorithm.Respond(
            username, fields["realm"] ?? "", credentials.Password(id), context.Request.Method, fields["uri"] ?? "", nonce, fields["qop"], fields["nc"], fields["cnonce"], []);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(response.ToLowerInvariant())))
        {
            return (null, false);
        }

        return nonces.Check(nonce) == NonceState.Fresh && uses.Take(nonce, fields["nc"], context.Connection.RemoteIpAddress?.ToString()) ? (id, false) : (null, true);
    }
}
