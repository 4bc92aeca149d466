using System.Text.Json;
using Provisioning.Mud;

namespace Acs.Northbound;

/// <summary>Reads the member <c>mode</c> of a body.</summary>
internal static class ModeReader
{
    /// <returns>The mode, or that it is to be inherited; neither: it is absent, or <paramref name="errors"/> says what is wrong.</returns>
    public static (MudMode? Mode, bool Inherits) Read(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty("mode", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        var word = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (word.Equals("inherit", StringComparison.OrdinalIgnoreCase))
        {
            return (null, true);
        }

        if (word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse<MudMode>(word, ignoreCase: true, out var mode))
        {
            return (mode, false);
        }

        errors["mode"] = ["Must be off, observe, ask, enforce or inherit."];
        return default;
    }
}
