using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CpeSimulator.DataModels;

/// <summary>What a parameter may hold. Ranges and enumerations apply to each item of a list.</summary>
public sealed record ValueSyntax(ValueKind Kind)
{
    public bool IsList { get; init; }

    public long Minimum { get; init; } = long.MinValue;

    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>Characters, 0 for no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>The enumeration, empty when there is none.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Object path template that a reference must lie under, empty for any row.</summary>
    public string ReferenceParent { get; init; } = "";

    /// <summary>Name of the type in <c>xsi:type</c> and in USP value types, without prefix.</summary>
    public string XsdType => IsList ? "string" : Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Int => "int",
        ValueKind.UnsignedInt or ValueKind.Order => "unsignedInt",
        ValueKind.DateTime => "dateTime",
        ValueKind.HexBinary => "hexBinary",
        ValueKind.Base64 => "base64",
        _ => "string",
    };

    /// <summary>Checks a value and brings it into the form that is stored.</summary>
    /// <exception cref="DataModelException">The value has the wrong type or is not allowed.</exception>
    public string Normalize(string path, string value)
    {
        if (MaxLength > 0 && value.Length > MaxLength)
        {
            throw DataModelException.InvalidValue(path, $"longer than {MaxLength} characters");
        }

        if (!IsList)
        {
            return Item(path, value);
        }

        var items = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(',', items.Select(item => Item(path, item)));
    }

    private string Item(string path, string value)
    {
        if (!Allowed.IsEmpty && !Allowed.Contains(value))
        {
            throw DataModelException.InvalidValue(path, "not one of " + string.Join(", ", Allowed));
        }

        return Kind switch
        {
            ValueKind.Boolean => value switch
            {
                "1" or "true" => "true",
                "0" or "false" => "false",
                _ => throw DataModelException.InvalidType(path, "not a boolean"),
            },
            ValueKind.Int or ValueKind.UnsignedInt or ValueKind.Order => Number(path, value),
            ValueKind.DateTime => IsDateTime(value) ? value : throw DataModelException.InvalidType(path, "not a dateTime"),
            ValueKind.HexBinary => IsHex(value) ? value : throw DataModelException.InvalidType(path, "not hexBinary"),
            ValueKind.Base64 => Convert.TryFromBase64String(value, new byte[value.Length + 4], out _)
                ? value : throw DataModelException.InvalidType(path, "not base64"),
            ValueKind.IPAddress => Address(path, value, null),
            ValueKind.IPv4Address => Address(path, value, AddressFamily.InterNetwork),
            ValueKind.IPv6Address => Address(path, value, AddressFamily.InterNetworkV6),
            ValueKind.IPPrefix => Prefix(path, value),
            ValueKind.MacAddress => value.Length == 0 || IsMac(value)
                ? value : throw DataModelException.InvalidValue(path, "not a MAC address"),
            // TR-106 §3.2.4: a reference to an object has no trailing dot; a controller that adds it is understood.
            ValueKind.Reference => value.TrimEnd('.'),
            _ => value,
        };
    }

    private string Number(string path, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ||
            (Kind != ValueKind.Int && number < 0))
        {
            throw DataModelException.InvalidType(path, "not a number");
        }

        var low = Math.Max(Minimum, Kind == ValueKind.Int ? int.MinValue : 0);
        var high = Math.Min(Maximum, Kind == ValueKind.Int ? int.MaxValue : uint.MaxValue);
        return number < low || number > high
            ? throw DataModelException.InvalidValue(path, $"outside {low}..{high}")
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Address(string path, string value, AddressFamily? family)
    {
        if (value.Length == 0)
        {
            return value;
        }

        var ok = IPAddress.TryParse(value, out var address) &&
            (family is null || address.AddressFamily == family) &&
            (address.AddressFamily == AddressFamily.InterNetworkV6 || value.Count(c => c == '.') == 3);
        return ok ? value : throw DataModelException.InvalidValue(path, "not an IP address");
    }

    // TR-106 IPPrefix: "a/n", or "/n" with the address left to a sibling parameter, or empty.
    private static string Prefix(string path, string value)
    {
        if (value.Length == 0)
        {
            return value;
        }

        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !byte.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 128)
        {
            throw DataModelException.InvalidValue(path, "not an IP prefix");
        }

        if (slash > 0)
        {
            Address(path, value[..slash], null);
            if (length > 32 && !value.Contains(':', StringComparison.Ordinal))
            {
                throw DataModelException.InvalidValue(path, "not an IPv4 prefix");
            }
        }

        return value;
    }

    private static bool IsHex(string value) => value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit);

    private static bool IsMac(string value) =>
        value.Length == 17 && value.Select((c, i) => i % 3 == 2 ? c == ':' : char.IsAsciiHexDigit(c)).All(ok => ok);

    private static bool IsDateTime(string value) =>
        value.Length > 0 && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
