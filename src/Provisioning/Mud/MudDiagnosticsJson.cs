using System.Text.Json;
using System.Text.Json.Serialization;
using Provisioning.Mud.Model;

namespace Provisioning.Mud;

/// <summary>Diagnostics as the database and the API hold them: camelCase, severity in lower case.</summary>
public static class MudDiagnosticsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(IReadOnlyList<MudDiagnostic> diagnostics) => JsonSerializer.Serialize(diagnostics, Options);

    public static IReadOnlyList<MudDiagnostic> Read(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize<List<MudDiagnostic>>(json, Options) ?? [];
}
