using System.Globalization;
using System.Text.Json;
using Provisioning.Devices;

namespace Provisioning.Diagnostics;

/// <summary>Reads <c>{ "type": "diagnostic", "diagnostic": "ping", "host": "…" }</c> and tells what is wrong by field.</summary>
internal static class DiagnosticRequestReader
{
    /// <summary>Kind and inputs by their names in the API, defaults included.</summary>
    public static (string Kind, IReadOnlyDictionary<string, string> Inputs)? Read(JsonElement body, Action<string, string> error)
    {
        var kind = body.TryGetProperty("diagnostic", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        if (kind is null || !DiagnosticKinds.All.Contains(kind, StringComparer.Ordinal))
        {
            error("diagnostic", $"Must be one of {string.Join(", ", DiagnosticKinds.All)}.");
            return null;
        }

        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in DiagnosticFields.Of(kind))
        {
            if (!body.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                if (field.Required)
                {
                    error(field.Name, "Is missing.");
                }
                else if (field.Default is { } preset)
                {
                    inputs[field.Name] = preset;
                }
            }
            else if (Problem(field, value) is { } problem)
            {
                error(field.Name, problem);
            }
            else
            {
                inputs[field.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            }
        }

        return (kind, inputs);
    }

    private static string? Problem(DiagnosticField field, JsonElement value)
    {
        if (field.Type == ParameterType.UnsignedInt)
        {
            var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= field.Least && number <= field.Most
                ? null
                : $"Must be a number from {field.Least} to {field.Most}.";
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } given || given.Length > field.Most || given.Any(c => c <= ' ' || c == '\x7F'))
        {
            return $"Must be 1 to {field.Most} characters without blanks.";
        }

        return field.Name == DiagnosticFields.Url && !(Uri.TryCreate(given, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ftp")
            ? "Must be an absolute http, https or ftp URL."
            : null;
    }
}
