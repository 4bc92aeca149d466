using System.Text.Json;
using Provisioning.BulkData.Profiles;
using Provisioning.Devices.Search;

namespace Acs.Northbound;

/// <summary>Reads the body of <c>PUT /bulkdata/profiles/{name}</c>, and says of each field what is wrong with it.</summary>
internal static class BulkDataProfileReader
{
    private const int MostReferences = 64;
    private const int LongestReference = 256;
    private const int LongestSearch = 4000;
    private const int MostSeconds = 30 * 24 * 3600;

    public static (string Search, BulkDataPlan Plan) Read(string name, JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!IsName(name))
        {
            errors["name"] = ["Must be 1 to 32 lower-case letters, digits and hyphens, and begin with a letter."];
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be an object."];
            return ("", new BulkDataPlan([], 0));
        }

        var search = Text(body, "search", errors);
        if (search.Length > LongestSearch)
        {
            errors["search"] = [$"Is longer than {LongestSearch} characters."];
        }
        else if (SearchParser.Parse(search, out var error) is null)
        {
            errors["search"] = [$"{error}."];
        }

        var plan = new BulkDataPlan(
            References(body, errors),
            Seconds(body, errors),
            Choice(body, "protocol", BulkDataProtocol.Auto, errors),
            Choice(body, "format", BulkDataFormat.NameValuePair, errors),
            Choice(body, "compression", BulkDataCompression.None, errors));
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name is not ("name" or "search" or "references" or "intervalSeconds" or "protocol" or "format" or "compression" or "author" or "updatedAt"))
            {
                errors[property.Name] = ["Is not known here."];
            }
        }

        return (search, plan);
    }

    private static List<string> References(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty("references", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostReferences)
        {
            errors["references"] = [$"Must be 1 to {MostReferences} parameter or object paths."];
            return [];
        }

        var references = new List<string>();
        foreach (var (at, item) in list.EnumerateArray().Index())
        {
            // TR-181 BulkData.Profile.{i}.Parameter.{i}.Reference.
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: <= LongestReference } path && IsPath(path) && !references.Contains(path))
            {
                references.Add(path);
            }
            else
            {
                errors[$"references[{at}]"] = ["Must be a path such as Device.WiFi.Radio.*.Stats., and stand there once."];
            }
        }

        return references;
    }

    private static int Seconds(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (body.TryGetProperty("intervalSeconds", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var seconds)
            && seconds is >= 1 and <= MostSeconds)
        {
            return seconds;
        }

        errors["intervalSeconds"] = [$"Must be a whole number from 1 to {MostSeconds}."];
        return 0;
    }

    private static T Choice<T>(JsonElement body, string name, T otherwise, Dictionary<string, string[]> errors)
        where T : struct, Enum
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && char.IsAsciiLetter(text[0])
            && Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice))
        {
            return choice;
        }

        errors[name] = [$"Must be one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}."];
        return otherwise;
    }

    private static string Text(JsonElement body, string name, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }

        errors[name] = ["Must be a text."];
        return "";
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 32 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsPath(string path)
    {
        var parts = path.TrimEnd('.').Split('.');
        return parts.Length > 1 && parts[0] == "Device" && !path.EndsWith("..", StringComparison.Ordinal) && parts.All(IsPart);
    }

    private static bool IsPart(string part) =>
        part == "*" || (part.Length > 0 && part.All(char.IsAsciiDigit))
        || (part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_') && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
}
