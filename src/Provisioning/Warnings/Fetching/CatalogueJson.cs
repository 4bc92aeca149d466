using System.Text.Json;

namespace Provisioning.Warnings.Fetching;

/// <summary>JSON of a provider, of which only some members are wanted and the rest does not matter.</summary>
internal static class CatalogueJson
{
    private const int MaxDepth = 16;
    private const int MaxText = 1000;

    /// <returns>Null: it is no JSON, or the reader finds nothing.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 and <= MaxText } text ? text : null;
}
