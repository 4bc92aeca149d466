using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Acs.Northbound;

/// <summary>A member of an operation's body as the API's description shows it.</summary>
/// <param name="Example">JSON; its shape is the member's.</param>
internal sealed record OperationInput(string Name, bool Required, string Description, string Example)
{
    /// <summary>It stands in the type's example.</summary>
    public bool InExample { get; init; } = Required;

    public OpenApiSchema Schema()
    {
        var schema = ShapeOf(JsonNode.Parse(Example)!);
        schema.Description = Description;
        return schema;
    }

    private static OpenApiSchema ShapeOf(JsonNode node) => node switch
    {
        JsonArray array => new OpenApiSchema { Type = JsonSchemaType.Array, Items = ShapeOf(array[0]!) },
        JsonObject members => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = members.ToDictionary(m => m.Key, m => (IOpenApiSchema)ShapeOf(m.Value!), StringComparer.Ordinal),
        },
        _ => new OpenApiSchema
        {
            Type = node.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.Number => JsonSchemaType.Integer,
                System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
        },
    };
}
