using System.Text.Json.Nodes;
using Json.Schema;

namespace Provisioning.Tests.Mud;

/// <summary>schemas/mud, as a validator of JSON Schema reads it: nothing of our parser is in it.</summary>
internal static class MudSchema
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    public static string Text => File.ReadAllText(Path.Combine(Root(), "schemas", "mud", "mud.schema.json"));

    /// <summary>What is wrong and where; empty where the file is valid.</summary>
    public static IReadOnlyList<string> Errors(JsonNode? file) => Errors(Schema, file);

    public static IReadOnlyList<string> Errors(JsonSchema schema, JsonNode? file)
    {
        if (schema.Evaluate(file, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid)
        {
            return [];
        }

        var result = schema.Evaluate(file, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return
        [
            .. result.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Key}: {e.Value}")).DefaultIfEmpty("invalid"),
        ];
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "schemas", "mud")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("schemas/mud is not above the tests.");
    }
}
