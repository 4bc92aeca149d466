using System.Text.Json;
using System.Text.Json.Serialization;

namespace Provisioning.DataModels.Capabilities;

/// <summary>A field is its path alone, or an object.</summary>
internal sealed class CapabilityFieldConverter : JsonConverter<CapabilityField>
{
    public override CapabilityField Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new CapabilityField(reader.GetString()!);
        }

        var shape = JsonSerializer.Deserialize<Shape>(ref reader, options) ?? throw new JsonException("A field is null.");
        return new CapabilityField(shape.Path, shape.Of, shape.Type ?? "string", shape.Values, shape.Scale, shape.Inverted);
    }

    public override void Write(Utf8JsonWriter writer, CapabilityField value, JsonSerializerOptions options) => throw new NotSupportedException();

    private sealed record Shape(string Path, string? Of = null, string? Type = null, Dictionary<string, string>? Values = null, decimal? Scale = null, bool Inverted = false);
}
