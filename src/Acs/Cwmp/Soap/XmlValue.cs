using System.Globalization;
using Provisioning.Devices;

namespace Acs.Cwmp.Soap;

/// <summary>XML Schema's simple types as they travel in CWMP, read leniently.</summary>
internal static class XmlValue
{
    public static bool Boolean(string text) => text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static int? Int(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Null for the Unknown Time (TR-106 3.3: year 1), for clocks never set, and for what is no time.</summary>
    public static DateTimeOffset? DateTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            && value.Year > 1970
            ? value
            : null;

    /// <summary>The type that <c>xsi:type</c> names, whatever its prefix; missing and invented ones are unknown.</summary>
    public static ParameterType Type(string? xsiType)
    {
        var name = xsiType.AsSpan();
        return name[(name.LastIndexOf(':') + 1)..] switch
        {
            "string" => ParameterType.String,
            "int" => ParameterType.Int,
            "unsignedInt" => ParameterType.UnsignedInt,
            "long" => ParameterType.Long,
            "unsignedLong" => ParameterType.UnsignedLong,
            "boolean" => ParameterType.Boolean,
            "dateTime" => ParameterType.DateTime,
            "base64" or "base64Binary" => ParameterType.Base64,
            "hexBinary" => ParameterType.HexBinary,
            "decimal" => ParameterType.Decimal,
            _ => ParameterType.Unknown,
        };
    }

    /// <summary>The <c>xsi:type</c> to write. Firmware that ignores it is no worse off with a string.</summary>
    public static ReadOnlySpan<byte> TypeName(ParameterType type) => type switch
    {
        ParameterType.Int => "xsd:int"u8,
        ParameterType.UnsignedInt => "xsd:unsignedInt"u8,
        ParameterType.Long => "xsd:long"u8,
        ParameterType.UnsignedLong => "xsd:unsignedLong"u8,
        ParameterType.Boolean => "xsd:boolean"u8,
        ParameterType.DateTime => "xsd:dateTime"u8,
        ParameterType.Base64 => "xsd:base64Binary"u8,
        ParameterType.HexBinary => "xsd:hexBinary"u8,
        ParameterType.Decimal => "xsd:decimal"u8,
        _ => "xsd:string"u8,
    };

    /// <summary>A time without fractions of a second, which some firmware refuses: <c>2026-11-28T10:00:00.250Z</c>.</summary>
    public static string WholeSeconds(string time)
    {
        var dot = time.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return time;
        }

        var end = dot + 1;
        while (end < time.Length && char.IsAsciiDigit(time[end]))
        {
            end++;
        }

        return time[..dot] + time[end..];
    }

    /// <summary>Canonical text of a value read: booleans as <c>true</c> and <c>false</c>, everything but strings trimmed.</summary>
    public static string Canonical(string text, ParameterType type) => type switch
    {
        ParameterType.Boolean => text.Trim() switch
        {
            "1" => "true",
            "0" => "false",
            var other => other.ToLowerInvariant(),
        },
        ParameterType.Unknown or ParameterType.String => text,
        _ => text.Trim(),
    };
}
