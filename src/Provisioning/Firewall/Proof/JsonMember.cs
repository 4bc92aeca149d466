using System.Text.Json;
using System.Text.Json.Nodes;

namespace Provisioning.Firewall.Proof;

/// <summary>Members by any of their names, with or without a module before it: drafts, and files that qualify too much or too little.</summary>
internal static class JsonMember
{
    public static JsonNode? Of(JsonNode? parent, params ReadOnlySpan<string> names)
    {
        foreach (var (key, value) in parent as JsonObject ?? [])
        {
            if (names.Contains(key.Split(':')[^1]))
            {
                return value;
            }
        }

        return null;
    }

    public static string? Text(JsonNode? parent, params ReadOnlySpan<string> names) =>
        Of(parent, names) is { } node && node.GetValueKind() == JsonValueKind.String ? (string?)node : null;
}
