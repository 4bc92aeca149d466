using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Provisioning.Mud.Parsing;

/// <summary>Values of leaves, in the JSON types of RFC 7951 §6 or in those that real files use for them.</summary>
internal static class Leaves
{
    /// <summary>An integer from 0 to <paramref name="max"/>, as a number or (repaired) as a string of digits.</summary>
    public static bool TryNumber(PositionedNode node, int max, DiagnosticLog log, out int value)
    {
        value = 0;
        if (node.Kind is not (JsonValueKind.Number or JsonValueKind.String) ||
            !int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value) || value > max)
        {
            return false;
        }

        if (node.IsString)
        {
            log.Repair(MudCodes.JsonType, node, $"'{node.Name}' is a number; write {value} without quotes.", MudRepairs.NumberAsString);
        }

        return true;
    }

    public static bool TryBoolean(PositionedNode node, DiagnosticLog log, out bool value)
    {
        value = node.Kind == JsonValueKind.True;
        if (node.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return true;
        }

        if (!node.IsString || !bool.TryParse(node.Text, out value))
        {
            return false;
        }

        log.Repair(MudCodes.JsonType, node, $"'{node.Name}' is a boolean; write it without quotes.", MudRepairs.BooleanAsString);
        return true;
    }

    /// <summary>YANG's empty type is <c>[null]</c> (RFC 7951 §6.9).</summary>
    public static bool IsEmptyType(PositionedNode node, DiagnosticLog log)
    {
        if (node is { IsArray: true, Children: [{ Kind: JsonValueKind.Null }] })
        {
            return true;
        }

        var understood = node.Kind is JsonValueKind.Null or JsonValueKind.True
            || node is { IsArray: true, Children.Count: 0 } or { IsObject: true, Children.Count: 0 } or { IsString: true, Text: "" };
        if (understood)
        {
            log.Repair(MudCodes.JsonType, node, $"'{node.Name}' is of type empty; write [null].", MudRepairs.EmptyValue);
        }

        return understood;
    }

    /// <summary>A list of strings, or (repaired) one string.</summary>
    public static bool TryStrings(PositionedNode node, DiagnosticLog log, [NotNullWhen(true)] out IReadOnlyList<string>? values)
    {
        values = null;
        if (node.IsString)
        {
            log.Repair(MudCodes.JsonType, node, $"'{node.Name}' is a list; write [\"{Quote(node)}\"].", MudRepairs.LeafListAsString);
            values = [node.Text];
        }
        else if (node.IsArray && node.Children.All(c => c.IsString))
        {
            values = [.. node.Children.Select(c => c.Text)];
        }

        return values is not null;
    }

    /// <summary>An identity with or without its module: <c>ietf-access-control-list:accept</c> is <c>accept</c>.</summary>
    public static string? Identity(PositionedNode? node)
    {
        const string module = "ietf-access-control-list:";
        return node is not { IsString: true } ? null
            : node.Text.StartsWith(module, StringComparison.Ordinal) ? node.Text[module.Length..]
            : node.Text;
    }

    /// <summary>RFC 3986: with a scheme, and ASCII without spaces. <see cref="Uri"/> alone would trim, and take a path for a file's URL.</summary>
    public static bool IsUri(string text) =>
        char.IsAsciiLetter(text.FirstOrDefault()) && text.All(c => c is > ' ' and <= '~') && text.Contains(':', StringComparison.Ordinal) &&
        Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <summary>A value for a diagnostic: short and without control characters.</summary>
    public static string Quote(PositionedNode node)
    {
        if (node.Kind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            return node.Kind.ToString();
        }

        var text = node.Text.Length > 80 ? node.Text[..80] + "…" : node.Text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
            }
        });
    }
}
