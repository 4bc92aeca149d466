using System.Security.Cryptography;
using System.Text;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>The one-time user name and password that go with a link (Basic, RFC 7617).</summary>
internal static class LinkCredentials
{
    public static bool Fit(HttpContext context, string token, FileKey key)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes($"{SignedLink.Username(token)}:{SignedLink.PasswordOf(token, key.Bytes)}");
        var given = new byte[256];
        return Convert.TryFromBase64String(header[6..].Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), expected);
    }
}
