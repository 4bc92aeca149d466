using System.Text.Json;

namespace Acs.Northbound;

/// <summary>Members of the bodies that decide.</summary>
internal static class WarningBody
{
    /// <returns>Null: it is not there, empty, too long, or has control characters.</returns>
    public static string? Text(JsonElement body, string name, int most) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text && text.Length <= most && !text.Any(c => char.IsControl(c) && c != '\n') ? text : null;
}
