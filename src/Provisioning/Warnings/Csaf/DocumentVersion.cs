using System.Globalization;
using System.Text.RegularExpressions;

namespace Provisioning.Warnings.Csaf;

/// <summary>A document's own version: a whole number, or a semantic version (§3.1.11).</summary>
internal static partial class DocumentVersion
{
    public static bool IsValid(string text) => text.Length <= 60 && Form().IsMatch(text);

    /// <summary>Of valid ones; build metadata does not count.</summary>
    public static int Compare(string left, string right)
    {
        var (a, b) = (Parts(left), Parts(right));
        for (var i = 0; i < 3; i++)
        {
            if (a.Numbers[i] != b.Numbers[i])
            {
                return a.Numbers[i].CompareTo(b.Numbers[i]);
            }
        }

        return (a.Pre, b.Pre) switch
        {
            ("", "") => 0,
            ("", _) => 1,
            (_, "") => -1,
            _ => Matching.VersionText.Compare(a.Pre, b.Pre),
        };
    }

    private static (decimal[] Numbers, string Pre) Parts(string text)
    {
        text = text.Split('+')[0];
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var numbers = (dash < 0 ? text : text[..dash]).Split('.').Select(n => decimal.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return ([.. numbers, .. Enumerable.Repeat(0m, 3 - numbers.Count)], dash < 0 ? "" : text[(dash + 1)..]);
    }

    [GeneratedRegex(@"^(?:0|[1-9]\d{0,17})(?:\.(?:0|[1-9]\d{0,17})\.(?:0|[1-9]\d{0,17})(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
