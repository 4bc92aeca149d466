namespace Provisioning.Warnings.Matching;

/// <summary>Names of makers and models, compared as people mean them.</summary>
internal static class Names
{
    private static readonly HashSet<string> Legal = new(["inc", "ltd", "llc", "gmbh", "ag", "corp", "corporation", "co", "company", "limited", "sa", "bv", "nv", "plc", "oy", "ab", "srl", "spa"], StringComparer.Ordinal);

    /// <summary>Its letters and digits in lower case, without what a company is called by law.</summary>
    public static string Maker(string name) => string.Concat(Words(name).Where(w => !Legal.Contains(w)));

    public static string Model(string name) => string.Concat(Words(name));

    public static bool SameMaker(string left, string right) => Maker(left) is { Length: > 0 } a && a == Maker(right);

    /// <summary>Does the pattern, with <c>*</c> and <c>?</c> where no backslash stands before (CSAF §3.1.3.3.4), mean this?</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            var escaped = p + 1 < pattern.Length && pattern[p] == '\\';
            if (p < pattern.Length && !escaped && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && ((!escaped && pattern[p] == '?') || char.ToLowerInvariant(escaped ? pattern[p + 1] : pattern[p]) == char.ToLowerInvariant(text[t])))
            {
                p += escaped ? 2 : 1;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static IEnumerable<string> Words(string name)
    {
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return name[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }
}
