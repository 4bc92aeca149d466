using System.Text.Json;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Sources;

namespace Acs.Northbound;

/// <summary>Reads a source of warnings out of a body, and says of each member what is wrong with it. A member that is not there stays as it is.</summary>
internal static class WarningSourceReader
{
    private const int MaxName = 200;
    private const int MaxUrl = 255;
    private const int DefaultHours = 168;

    /// <param name="row">What it is now, or a new one with an empty name.</param>
    /// <returns>What it is to be; null: see <paramref name="errors"/>.</returns>
    public static WarningSourceRow? Read(JsonElement body, WarningSourceRow row, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { name, kind, scopes, mayAsk, autoAccept, maxLifetimeHours, enabled, metadataUrl }."];
            return null;
        }

        var isNew = row.Name.Length == 0;
        var name = Text(body, "name", MaxName, row.Name, errors);
        Check(errors, "name", name.Trim().Length > 0, $"Must be a text of 1 to {MaxName} characters.");
        var kind = Text(body, "kind", 20, isNew ? "" : row.Kind.ToString().ToLowerInvariant(), errors);
        Check(errors, "kind", kind is "csaf" or "api" or "dots", "Must be csaf, api or dots.");
        var scopes = Words(body, "scopes", [.. row.Scopes.Split('\n', StringSplitOptions.RemoveEmptyEntries)], errors);
        Check(errors, "scopes", scopes.Count is > 0 and <= SourceScope.Most && scopes.All(s => SourceScope.Parse(s) is not null),
            $"Must be 1 to {SourceScope.Most} of all, authority:HOST, prefix:https://HOST/PATH/, manufacturer:NAME.");
        var may = Words(body, "mayAsk", WarningSourceResource.Of(row).MayAsk, errors);
        Check(errors, "mayAsk", may.All(m => m is "block-destination" or "block-flow" or "isolate"), "Must be of block-destination, block-flow, isolate.");
        var hours = Hours(body, isNew ? DefaultHours : row.MaxLifetimeHours, errors);
        var url = Text(body, "metadataUrl", MaxUrl, row.MetadataUrl ?? "", errors);
        Check(errors, "metadataUrl", url.Length == 0 || (kind == "csaf" && Uri.TryCreate(url, UriKind.Absolute, out var metadata) && metadata.Scheme == Uri.UriSchemeHttps && metadata.UserInfo.Length == 0),
            "Must be the https URL of a CSAF provider's provider-metadata.json; only kind csaf has one.");
        var (auto, enabled) = (Flag(body, "autoAccept", row.AutoAccept, errors), Flag(body, "enabled", row.Enabled, errors));
        return errors.Count > 0 ? null : new WarningSourceRow
        {
            Id = row.Id, Name = name.Trim(), Kind = Enum.Parse<SourceKind>(kind, ignoreCase: true), Scopes = string.Join('\n', scopes.Select(s => SourceScope.Parse(s)!.ToString())),
            MayBlockDestination = may.Contains("block-destination"), MayBlockFlow = may.Contains("block-flow"), MayIsolate = may.Contains("isolate"),
            AutoAccept = auto, MaxLifetimeHours = hours, Enabled = enabled, MetadataUrl = url.Length == 0 ? null : url, AddedBy = row.AddedBy, AddedAt = row.AddedAt,
        };
    }

    private static void Check(Dictionary<string, string[]> errors, string member, bool good, string text)
    {
        if (!good)
        {
            errors.TryAdd(member, [text]);
        }
    }

    private static string Text(JsonElement body, string name, int most, string before, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return before;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        Check(errors, name, text is not null && text.Length <= most && !text.Any(char.IsControl), $"Must be a text of at most {most} characters.");
        return text ?? before;
    }

    private static IReadOnlyList<string> Words(JsonElement body, string name, IReadOnlyList<string> before, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return before;
        }

        var good = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String);
        Check(errors, name, good, "Must be an array of texts.");
        return good ? [.. value.EnumerateArray().Select(v => v.GetString()!).Distinct(StringComparer.Ordinal)] : before;
    }

    private static bool Flag(JsonElement body, string name, bool before, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return before;
        }

        Check(errors, name, value.ValueKind is JsonValueKind.True or JsonValueKind.False, "Must be true or false.");
        return value.ValueKind == JsonValueKind.True;
    }

    private static int Hours(JsonElement body, int before, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty("maxLifetimeHours", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return before;
        }

        var good = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var hours) && hours is >= 1 and <= 8760;
        Check(errors, "maxLifetimeHours", good, "Must be 1 to 8760.");
        return good ? value.GetInt32() : before;
    }
}
