using System.Text.Encodings.Web;
using System.Text.Json;

namespace Provisioning.Firewall.Linking;

/// <summary>
/// The reasons of a rule as <see cref="DesiredState.DesiredValue.Because"/> carries them: a JSON array
/// <c>[{"layer":"manufacturer","file":"https://…","ace":"ACL/ACE"}]</c>, on the rule's Description; other values of the row leave it empty.
/// </summary>
public static class BecauseText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<Because> because) => JsonSerializer.Serialize(because, Options);

    /// <summary>Empty where the text is not of this form.</summary>
    public static IReadOnlyList<Because> Read(string text)
    {
        if (!text.StartsWith('['))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<Because>>(text, Options) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
