using System.Text;
using UspController.Records;

namespace UspController.Mtp.WebSockets;

/// <summary>User and password of an <c>Authorization: Basic</c> header (RFC 7617).</summary>
internal readonly record struct BasicLogin(string User, byte[] Password)
{
    private const int MaxLength = 1024;

    /// <summary>
    /// Null where the header is none. An endpoint id holds colons, which RFC 7617 does not allow in a user name: the one that the
    /// agent has declared is recognised as a whole, or it comes percent-encoded; else the name ends at the first colon.
    /// </summary>
    /// <param name="declared">The endpoint id that the agent has declared; null: none.</param>
    public static BasicLogin? Read(string? header, string? declared)
    {
        const string Scheme = "Basic ";
        if (header is not { Length: <= MaxLength } || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        if (declared is not null && text.StartsWith(declared + ":", StringComparison.Ordinal))
        {
            return new BasicLogin(declared, Encoding.UTF8.GetBytes(text[(declared.Length + 1)..]));
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        var user = text[..colon];
        var decoded = Uri.UnescapeDataString(user);
        return new BasicLogin(EndpointId.IsValid(decoded) ? decoded : user, Encoding.UTF8.GetBytes(text[(colon + 1)..]));
    }
}
