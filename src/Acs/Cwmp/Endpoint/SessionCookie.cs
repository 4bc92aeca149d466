using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// The session cookie: 128 random bits as hexadecimal digits, which nobody quotes or encodes. Read from whatever comes back:
/// several headers, commas for semicolons, quotes, attributes echoed along.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "session";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    private const int TokenLength = 32;
    private const int MaxCandidates = 8;

    public static string NewToken() => RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);

    // No Secure, no SameSite: agents of 2005 read this. HttpOnly concerns browsers only.
    public static string Header(string token) => $"{Name}={token}; Path=/";

    /// <summary>Every token in the headers, the last one first: an old cookie is often sent before the new one.</summary>
    public static IReadOnlyList<string> Read(StringValues headers)
    {
        if (headers.Count == 0)
        {
            return [];
        }

        var tokens = new List<string>(1);
        foreach (var header in headers)
        {
            var text = header.AsSpan();
            for (var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
                at >= 0 && tokens.Count < MaxCandidates;
                at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase))
            {
                text = text[(at + Name.Length)..].TrimStart();
                if (!text.StartsWith("="))
                {
                    continue;
                }

                var value = text[1..].TrimStart(" \"'");
                if (value.Length >= TokenLength && !value[..TokenLength].ContainsAnyExcept(_digits))
                {
                    tokens.Insert(0, value[..TokenLength].ToString());
                }
            }
        }

        return tokens;
    }
}
