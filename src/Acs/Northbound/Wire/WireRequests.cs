using System.Globalization;
using System.Text.Json;
using Provisioning.Devices.Search;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>Reads what clients ask of the recording, and says what is wrong with it by field.</summary>
internal static class WireRequests
{
    private static readonly TimeSpan Default = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary><c>{ until }</c>; without it an hour, null for as long as it is not switched off.</summary>
    public static DateTimeOffset? Until(JsonElement body, DateTimeOffset now, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { until }."];
            return null;
        }

        if (!body.TryGetProperty("until", out var value))
        {
            return now + Default;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            || until <= now || until > now + Longest)
        {
            errors["until"] = [$"Must be a time to come, within {Longest.Days} days, as 2027-01-31T12:00:00Z; or null."];
            return null;
        }

        return until.ToUniversalTime();
    }

    /// <summary><c>{ kind, search, until }</c>; a search alone is a rule of that kind.</summary>
    public static (WireRuleKind Kind, string? Search) Rule(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var search = body.TryGetProperty("search", out var s) && s.ValueKind == JsonValueKind.String ? s.GetString() : null;
        var word = body.TryGetProperty("kind", out var k) && k.ValueKind == JsonValueKind.String ? k.GetString() : search is null ? null : "search";
        WireRuleKind? kind = word switch
        {
            "search" => WireRuleKind.Search,
            "faulted" => WireRuleKind.Faulted,
            "unknown" => WireRuleKind.Unknown,
            _ => null,
        };
        if (kind is null)
        {
            errors["kind"] = ["Must be search, faulted or unknown."];
        }

        if (kind == WireRuleKind.Search && (string.IsNullOrWhiteSpace(search) || search.Length > 2000))
        {
            errors["search"] = ["Must be an expression of the search box of at most 2000 characters."];
        }
        else if (kind == WireRuleKind.Search && SearchParser.Parse(search, out var error) is null)
        {
            errors["search"] = [$"{error}."];
        }

        return (kind ?? default, kind == WireRuleKind.Search ? search : null);
    }
}
