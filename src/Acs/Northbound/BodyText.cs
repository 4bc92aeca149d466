using System.Text.Json;

namespace Acs.Northbound;

/// <summary>Members of a JSON body that hold text from outside.</summary>
internal static class BodyText
{
    /// <summary>The body is an object, or an error says so.</summary>
    public static bool IsObject(JsonElement body, string form, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        errors["$"] = [$"Must be a JSON object {form}."];
        return false;
    }

    /// <returns>The text without spaces around it; null: it is absent, or <paramref name="errors"/> says what is wrong with it.</returns>
    public static string? Read(JsonElement body, string name, int longest, bool needed, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (needed)
            {
                errors[name] = [$"Must be a text of 1 to {longest} characters."];
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl))
        {
            return text;
        }

        errors[name] = [$"Must be a text of 1 to {longest} characters."];
        return null;
    }
}
