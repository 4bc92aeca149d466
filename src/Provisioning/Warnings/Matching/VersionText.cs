namespace Provisioning.Warnings.Matching;

/// <summary>
/// Order of version texts that nobody agreed on: numbers by value, words by letter. More at the end is later (<c>2.1-3</c>,
/// <c>11.2a</c>, <c>4.7 SP10</c>), unless it is a word for what comes before a release (<c>2.1-rc1</c>).
/// </summary>
internal static class VersionText
{
    public const int MaxLength = 200;

    private static readonly HashSet<string> Before = new(["alpha", "beta", "rc", "pre", "preview", "dev", "snapshot", "milestone"], StringComparer.OrdinalIgnoreCase);

    /// <summary>It has a digit and could be one.</summary>
    public static bool IsVersion(string text) => text.Length is > 0 and <= MaxLength && text.Any(char.IsAsciiDigit);

    public static int Compare(string left, string right)
    {
        var (a, b) = (Tokens(left), Tokens(right));
        for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
        {
            var order = i >= a.Count ? -Rest(b, i) : i >= b.Count ? Rest(a, i) : Compare(a[i].AsSpan(), b[i].AsSpan());
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>What more on one side means: zeros nothing, a word for what is not released yet earlier, all else later.</summary>
    private static int Rest(List<string> tokens, int from)
    {
        var first = tokens.Skip(from).FirstOrDefault(t => t.Trim('0').Length > 0);
        return first is null ? 0 : Before.Contains(first) ? -1 : 1;
    }

    private static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (number, other) = (char.IsAsciiDigit(a[0]), char.IsAsciiDigit(b[0]));
        if (number != other)
        {
            return number ? 1 : -1;
        }

        if (!number)
        {
            return a.CompareTo(b, StringComparison.OrdinalIgnoreCase);
        }

        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    /// <summary>Runs of digits and runs of letters; a v before the first digit is none of it, nor is what follows a plus sign.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var span = text.AsSpan(0, Math.Min(text.Length, MaxLength));
        span = span.Length > 1 && span[0] is 'v' or 'V' && char.IsAsciiDigit(span[1]) ? span[1..] : span;
        for (var i = 0; i < span.Length && span[i] != '+';)
        {
            var start = i;
            if (char.IsAsciiDigit(span[i]))
            {
                while (i < span.Length && char.IsAsciiDigit(span[i]))
                {
                    i++;
                }
            }
            else if (char.IsLetter(span[i]))
            {
                while (i < span.Length && char.IsLetter(span[i]))
                {
                    i++;
                }
            }
            else
            {
                i++;
                continue;
            }

            tokens.Add(span[start..i].ToString());
        }

        return tokens;
    }
}
