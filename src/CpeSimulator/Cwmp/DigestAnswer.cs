using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CpeSimulator.Cwmp;

/// <summary>An <c>Authorization: Digest</c> header (RFC 7616, MD5 as TR-069 has it).</summary>
internal sealed partial record DigestAnswer(IReadOnlyDictionary<string, string> Fields)
{
    public string Nonce => Field("nonce");

    public static DigestAnswer? Read(string header)
    {
        if (!header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in FieldPattern().Matches(header))
        {
            fields[match.Groups["name"].Value] = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value;
        }

        return new DigestAnswer(fields);
    }

    public bool IsRight(string user, string password, string method)
    {
        var a1 = Hash($"{user}:{Field("realm")}:{password}");
        var a2 = Hash($"{method}:{Field("uri")}");
        var expected = Field("qop").Length > 0
            ? Hash($"{a1}:{Nonce}:{Field("nc")}:{Field("cnonce")}:{Field("qop")}:{a2}")
            : Hash($"{a1}:{Nonce}:{a2}");
        return Field("username") == user && Field("response") == expected;
    }

    private string Field(string name) => Fields.GetValueOrDefault(name, "");

#pragma warning disable CA5351 // TR-069 §3.2.2 wants MD5.
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("(?<name>[a-z]+)=(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^,\\s]+))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldPattern();
}
