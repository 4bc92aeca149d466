using System.Numerics;

namespace Provisioning.Devices.Search;

/// <summary>Orders version texts as people do: <c>1.9</c> before <c>1.10</c>; runs of digits are numbers, the rest is text.</summary>
public sealed class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        x ??= "";
        y ??= "";
        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            var left = Run(x, ref i);
            var right = Run(y, ref j);
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? BigInteger.Parse(left, provider: null).CompareTo(BigInteger.Parse(right, provider: null))
                : left.CompareTo(right, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }
        }

        return (x.Length - i).CompareTo(y.Length - j);
    }

    private static ReadOnlySpan<char> Run(string text, ref int at)
    {
        var start = at;
        var digits = char.IsAsciiDigit(text[at]);
        while (at < text.Length && char.IsAsciiDigit(text[at]) == digits)
        {
            at++;
        }

        return text.AsSpan(start, at - start);
    }
}
