using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>Reads the types of the .dm files: <c>list:string{A|B@2.16}</c>, <c>int(-1:255)</c>, <c>ref(Device.X.)</c>.</summary>
internal static class SyntaxReader
{
    public static ValueSyntax Read(string text, Func<string, bool> keep)
    {
        var isList = text.StartsWith("list:", StringComparison.Ordinal);
        if (isList)
        {
            text = text[5..];
        }

        var open = text.IndexOfAny(['(', '{']);
        var name = open < 0 ? text : text[..open];
        var inner = open < 0 ? "" : text[(open + 1)..^1];
        var syntax = new ValueSyntax(Kind(name)) { IsList = isList };
        if (open < 0)
        {
            return syntax;
        }

        if (text[open] == '{')
        {
            return syntax with
            {
                Allowed = [.. inner.Split('|').Where(keep).Select(v => v.Split('@', '!')[0])],
            };
        }

        return syntax.Kind switch
        {
            ValueKind.Reference => syntax with { ReferenceParent = inner },
            ValueKind.Text => syntax with { MaxLength = int.Parse(inner, CultureInfo.InvariantCulture) },
            _ => Range(syntax, inner.Split(':')),
        };
    }

    private static ValueSyntax Range(ValueSyntax syntax, string[] bounds) => syntax with
    {
        Minimum = bounds[0].Length == 0 ? long.MinValue : long.Parse(bounds[0], CultureInfo.InvariantCulture),
        Maximum = bounds[1].Length == 0 ? long.MaxValue : long.Parse(bounds[1], CultureInfo.InvariantCulture),
    };

    private static ValueKind Kind(string name) => name switch
    {
        "string" => ValueKind.Text,
        "boolean" => ValueKind.Boolean,
        "int" => ValueKind.Int,
        "uint" => ValueKind.UnsignedInt,
        "dateTime" => ValueKind.DateTime,
        "hexBinary" => ValueKind.HexBinary,
        "base64" => ValueKind.Base64,
        "IPAddress" => ValueKind.IPAddress,
        "IPv4Address" => ValueKind.IPv4Address,
        "IPv6Address" => ValueKind.IPv6Address,
        "IPPrefix" => ValueKind.IPPrefix,
        "MACAddress" => ValueKind.MacAddress,
        "order" => ValueKind.Order,
        "ref" => ValueKind.Reference,
        _ => throw new FormatException($"unknown type {name}"),
    };
}
