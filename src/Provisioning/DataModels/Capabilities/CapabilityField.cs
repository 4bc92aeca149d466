using System.Globalization;
using System.Text.Json.Serialization;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.DataModels.Capabilities;

/// <summary>One value of a capability: where a gateway keeps it, and how it says it there.</summary>
/// <param name="Path">Below the row; in the file, a text alone stands for a field with nothing but its path.</param>
/// <param name="Of">The join whose row holds it; null: the row itself.</param>
/// <param name="Type">As TR-106 names it.</param>
/// <param name="Values">From the gateway's words to ours; a word that is not among them passes as it is.</param>
/// <param name="Scale">Ours is the gateway's number times this: 0.001 for thousandths.</param>
/// <param name="Inverted">A boolean that the gateway says the other way round.</param>
[JsonConverter(typeof(CapabilityFieldConverter))]
internal sealed record CapabilityField(
    string Path, string? Of = null, string Type = "string", IReadOnlyDictionary<string, string>? Values = null, decimal? Scale = null, bool Inverted = false)
{
    /// <summary>What a scale may be, either way: with <see cref="MaxNumber"/> no product leaves what a decimal holds.</summary>
    public const decimal MaxScale = 1_000_000_000m;

    private const decimal MaxNumber = 1_000_000_000_000_000m;

    public ParameterType ParameterType => ParameterTypes.TryParse(Type, out var type) ? type : ParameterType.Unknown;

    /// <summary>The gateway's text in our words.</summary>
    public string Normal(string told)
    {
        if (ParameterType == ParameterType.Boolean && CanonicalValue.Boolean(told) is { } flag)
        {
            return flag != Inverted ? "true" : "false";
        }

        if (Scale is { } scale && Number(told) is { } number)
        {
            return (number * scale).ToString("0.############", CultureInfo.InvariantCulture);
        }

        return Values?.FirstOrDefault(v => string.Equals(v.Key, told, StringComparison.OrdinalIgnoreCase)).Value ?? told;
    }

    /// <summary>Our word in the gateway's text; null: it is none of this field's.</summary>
    public string? Told(string normal)
    {
        if (ParameterType == ParameterType.Boolean)
        {
            return CanonicalValue.Boolean(normal) is { } flag ? flag != Inverted ? "true" : "false" : null;
        }

        if (Scale is { } scale)
        {
            return Number(normal) is { } number && Whole(number / scale) is { } told ? told : null;
        }

        var text = Values?.FirstOrDefault(v => string.Equals(v.Value, normal, StringComparison.OrdinalIgnoreCase)).Key ?? normal;
        return ParameterTypes.Accepts(ParameterType, text) ? text : null;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && decimal.Abs(number) <= MaxNumber ? number : null;

    private string? Whole(decimal number) => ParameterType is ParameterType.String or ParameterType.Decimal || decimal.IsInteger(number)
        ? number.ToString("0.############", CultureInfo.InvariantCulture)
        : null;
}
