using System.Text.Json;

namespace Provisioning.Firewall;

/// <summary>A host's approximations as its row carries them.</summary>
public static class ApproximationText
{
    public static string? Write(IReadOnlyList<Approximation> approximations) =>
        approximations.Count == 0 ? null : JsonSerializer.Serialize(approximations, JsonSerializerOptions.Web);

    /// <summary>Empty where there are none.</summary>
    public static IReadOnlyList<Approximation> Read(string? text) =>
        string.IsNullOrEmpty(text) ? [] : JsonSerializer.Deserialize<List<Approximation>>(text, JsonSerializerOptions.Web) ?? [];
}
