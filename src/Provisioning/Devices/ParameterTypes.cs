using System.Globalization;

namespace Provisioning.Devices;

/// <summary>The types' names as TR-106 writes them, and which texts each admits.</summary>
public static class ParameterTypes
{
    private static readonly Dictionary<string, ParameterType> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = ParameterType.String,
        ["int"] = ParameterType.Int,
        ["unsignedInt"] = ParameterType.UnsignedInt,
        ["long"] = ParameterType.Long,
        ["unsignedLong"] = ParameterType.UnsignedLong,
        ["boolean"] = ParameterType.Boolean,
        ["dateTime"] = ParameterType.DateTime,
        ["base64"] = ParameterType.Base64,
        ["hexBinary"] = ParameterType.HexBinary,
        ["decimal"] = ParameterType.Decimal,
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary><c>xsd:boolean</c> and <c>boolean</c>; null or empty is <see cref="ParameterType.Unknown"/>.</summary>
    public static bool TryParse(string? name, out ParameterType type)
    {
        type = ParameterType.Unknown;
        return string.IsNullOrEmpty(name) || ByName.TryGetValue(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], out type);
    }

    public static string Name(ParameterType type) =>
        type == ParameterType.Unknown ? "unknown" : ByName.First(n => n.Value == type).Key;

    /// <summary>Whether <paramref name="text"/> is of the lexical space of <paramref name="type"/> (XML Schema part 2).</summary>
    public static bool Accepts(ParameterType type, string text) => type switch
    {
        ParameterType.Int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ParameterType.UnsignedInt => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        ParameterType.Long => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ParameterType.UnsignedLong => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        ParameterType.Boolean => text is "true" or "false" or "1" or "0",
        ParameterType.DateTime => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        ParameterType.Base64 => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        ParameterType.HexBinary => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit),
        ParameterType.Decimal => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        _ => true,
    };
}
