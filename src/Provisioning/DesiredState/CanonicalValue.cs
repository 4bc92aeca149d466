using System.Globalization;
using System.Net;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// Says whether two spellings are one value, by TR-106 3.2.3's types: a gateway that answers <c>1</c> for <c>true</c>, or
/// writes a MAC address in capitals, has not drifted.
/// </summary>
public static class CanonicalValue
{
    public static bool Same(string wanted, string? reported, ParameterType type)
    {
        if (reported is null)
        {
            return wanted.Length == 0;
        }

        if (string.Equals(wanted, reported, StringComparison.Ordinal))
        {
            return true;
        }

        var a = wanted.AsSpan().Trim();
        var b = reported.AsSpan().Trim();
        return type switch
        {
            ParameterType.Boolean => Boolean(a) is { } x && x == Boolean(b),
            ParameterType.Int or ParameterType.Long =>
                long.TryParse(a, NumberStyles.Integer, CultureInfo.InvariantCulture, out var x) &&
                long.TryParse(b, NumberStyles.Integer, CultureInfo.InvariantCulture, out var y) && x == y,
            ParameterType.UnsignedInt or ParameterType.UnsignedLong =>
                ulong.TryParse(a, NumberStyles.Integer, CultureInfo.InvariantCulture, out var x) &&
                ulong.TryParse(b, NumberStyles.Integer, CultureInfo.InvariantCulture, out var y) && x == y,
            ParameterType.Decimal =>
                decimal.TryParse(a, NumberStyles.Number, CultureInfo.InvariantCulture, out var x) &&
                decimal.TryParse(b, NumberStyles.Number, CultureInfo.InvariantCulture, out var y) && x == y,
            ParameterType.DateTime => Time(a) is { } x && x == Time(b),
            ParameterType.HexBinary => a.Equals(b, StringComparison.OrdinalIgnoreCase),
            _ => Text(a, b),
        };
    }

    private static bool Text(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (IsPath(a) && IsPath(b))
        {
            // A reference to an instance, with or without its dot (TR-106 3.2.4, TR-181 prior to 2.12).
            return a.TrimEnd('.').SequenceEqual(b.TrimEnd('.'));
        }

        if (IsMac(a) && IsMac(b))
        {
            return SameMac(a, b);
        }

        if ((a.Contains(':') || b.Contains(':') || a.Contains('/')) && SameAddress(a, b))
        {
            return true;
        }

        // Space around the commas of a list means nothing (TR-106 3.2.2).
        return a.Contains(',') && a.Length < 64 * 1024 && string.Equals(WithoutSpace(a), WithoutSpace(b), StringComparison.Ordinal);
    }

    internal static bool? Boolean(ReadOnlySpan<char> text) => text switch
    {
        "1" => true,
        "0" => false,
        _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static DateTimeOffset? Time(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null;

    private static bool IsPath(ReadOnlySpan<char> text) =>
        text.StartsWith("Device.", StringComparison.Ordinal) || text.StartsWith("InternetGatewayDevice.", StringComparison.Ordinal);

    private static bool IsMac(ReadOnlySpan<char> text)
    {
        if (text.Length != 17)
        {
            return false;
        }

        for (var i = 0; i < 17; i++)
        {
            if (i % 3 == 2 ? text[i] is not (':' or '-') : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameMac(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        for (var i = 0; i < 17; i++)
        {
            if (i % 3 != 2 && char.ToLowerInvariant(a[i]) != char.ToLowerInvariant(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameAddress(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (slashA, slashB) = (a.IndexOf('/'), b.IndexOf('/'));
        if (slashA >= 0 && slashB >= 0)
        {
            return a[slashA..].SequenceEqual(b[slashB..]) && SameAddress(a[..slashA], b[..slashB]);
        }

        return slashA < 0 && slashB < 0 && IPAddress.TryParse(a, out var x) && IPAddress.TryParse(b, out var y) && x.Equals(y);
    }

    private static string WithoutSpace(ReadOnlySpan<char> list)
    {
        var parts = list.ToString().Split(',', StringSplitOptions.TrimEntries);
        return string.Join(',', parts);
    }
}
