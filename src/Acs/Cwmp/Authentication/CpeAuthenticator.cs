using System.Security.Cryptography;
using System.Text;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Reads an Authorization header and checks it. Every failure takes the same arithmetic as a success, so that its time
/// does not tell whether a user name exists.
/// </summary>
internal sealed class CpeAuthenticator(IDeviceCredentials credentials, IOptions<CwmpOptions> options, Nonces nonces, NonceUses uses)
{
    private readonly CwmpOptions _options = options.Value;

    /// <summary>What a certificate proves, or null: nothing about anybody in particular.</summary>
    public static PresentedCredential? Certificate(Caller caller) =>
        caller.Certificate is { Problem: null, Identities: { Count: > 0 } named } ? new PresentedCredential.Certificate(named) : null;

    /// <param name="authorization">The header's value, or null.</param>
    /// <param name="body">As received, for <c>auth-int</c>.</param>
    public async ValueTask<PresentedCredential> CheckAsync(
        string? authorization,
        string method,
        ReadOnlyMemory<byte> body,
        Caller caller,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(authorization))
        {
            return new PresentedCredential.None();
        }

        var text = authorization.TrimStart();
        if (text.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
        {
            return await CheckDigestAsync(DigestFields.Parse(text.AsSpan(7)), method, body, caller, cancellationToken);
        }

        if (text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return caller.Secure || _options.AllowBasicOverHttp
                ? await CheckBasicAsync(text[6..].Trim(), cancellationToken)
                : new PresentedCredential.Invalid("basic-over-http");
        }

        return new PresentedCredential.Invalid("unknown-scheme");
    }

    private async ValueTask<PresentedCredential> CheckDigestAsync(
        DigestFields fields,
        string method,
        ReadOnlyMemory<byte> body,
        Caller caller,
        CancellationToken cancellationToken)
    {
        // The realm may come back mangled; it is hashed as the gateway understood it, the secret decides. The uri is
        // likewise taken as sent: proxies rewrite paths, and both paths mean the same here.
        if (fields["username"] is not { } username || fields["nonce"] is not { } nonce || fields["response"] is not { } response
            || DigestAlgorithm.Find(fields["algorithm"]) is not { } algorithm)
        {
            return new PresentedCredential.Invalid("malformed");
        }

        var (password, right) = await FindAsync(username, cancellationToken);
        var expected = algorithm.Respond(
            username,
            fields["realm"] ?? "",
            password,
            method,
            fields["uri"] ?? "",
            nonce,
            fields["qop"],
            fields["nc"],
            fields["cnonce"],
            body.Span);
        if (!Same(expected, response.ToLowerInvariant()) || right is null)
        {
            return Wrong(right);
        }

        // RFC 7616 3.3: a right answer to an old nonce is asked to answer a new one; so is one that was given before.
        return nonces.Check(nonce) == NonceState.Fresh && uses.Take(nonce, fields["nc"], caller.Address) ? right : new PresentedCredential.Stale();
    }

    private async ValueTask<PresentedCredential> CheckBasicAsync(string base64, CancellationToken cancellationToken)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return new PresentedCredential.Invalid("malformed");
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return new PresentedCredential.Invalid("malformed");
        }

        var (password, right) = await FindAsync(pair[..colon], cancellationToken);
        return Same(password, pair[(colon + 1)..]) && right is not null ? right : Wrong(right);
    }

    private static PresentedCredential Wrong(PresentedCredential? whose) =>
        whose is null ? new PresentedCredential.Foreign() : new PresentedCredential.Invalid("wrong");

    /// <summary>The secret to compare with, and who it proves; a stranger gets a secret that nobody knows.</summary>
    private async ValueTask<(string Password, PresentedCredential? Right)> FindAsync(string username, CancellationToken cancellationToken)
    {
        if (_options.Bootstrap is { User: { Length: > 0 } user, Password: { Length: > 0 } shared } && Same(user, username))
        {
            return (shared, new PresentedCredential.Bootstrap());
        }

        return username.Length <= 256 && await credentials.FindAsync(username, cancellationToken) is { } credential
            ? (credential.Password, new PresentedCredential.Device(credential))
            : (RandomNumberGenerator.GetHexString(32), null);
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
