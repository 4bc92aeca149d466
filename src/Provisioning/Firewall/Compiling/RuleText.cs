using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Firewall.Compiling;

/// <summary>Texts that go to gateways: short, printable ASCII (some firmware counts bytes), and the same for the same content.</summary>
internal static class RuleText
{
    private const int MostDescription = 256;

    /// <summary>Names in a file are a stranger's: nothing but printable ASCII leaves, and nothing that looks like ours.</summary>
    public static string OfAces(string names) => Clip("ace " + Printable(names));

    public static string Clip(string text) => text.Length <= MostDescription ? text : string.Concat(text.AsSpan(0, MostDescription - 3), "...");

    public static string Printable(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });

    /// <summary>Hex digits of the content's SHA-256.</summary>
    public static string Hash(string content, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..digits];

    /// <summary>All of a rule that decides, for hashing: reasons may change without the rule changing.</summary>
    public static string Canonical(FirewallRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rule.Description}|{rule.Target}|{rule.TargetChain}|{rule.IPVersion}|{rule.SourceIP}/{rule.SourcePrefixLength}|{rule.DestIP}/{rule.DestPrefixLength}|{rule.SourceSet}|{rule.DestSet}|{rule.SourceMac}|{rule.Protocol}|{rule.SourcePort}-{rule.SourcePortRangeMax}|{rule.DestPort}-{rule.DestPortRangeMax}|{rule.ConnectionState}");
}
