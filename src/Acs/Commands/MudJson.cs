using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acs.Commands;

internal static class MudJson
{
    /// <summary>Written to terminals and files, never into a page: no need to escape for HTML.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
