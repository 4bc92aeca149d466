using System.Globalization;
using System.Text.Json;

namespace Provisioning.Campaigns;

/// <summary>Reads the fields of one JSON object, names are not case-sensitive, and collects what is wrong with them.</summary>
internal sealed class PlanFields(JsonElement json, string path, List<FieldError> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public List<FieldError> Errors => errors;

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Fail(string name, string text) => errors.Add(new FieldError(PathOf(name), text));

    /// <summary>The field, unless it is absent or null.</summary>
    public JsonElement? Get(string name)
    {
        _known.Add(name);
        foreach (var property in json.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null)
            {
                return property.Value;
            }
        }

        return null;
    }

    public PlanFields? Object(string name) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new PlanFields(value, PathOf(name), errors),
        _ => Wrong<PlanFields>(name, "must be an object"),
    };

    public string? Text(string name, int longest = 512) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString() is { } text && text.Length <= longest => text,
        { ValueKind: JsonValueKind.String } => Wrong<string>(name, $"is longer than {longest} characters"),
        _ => Wrong<string>(name, "must be a string"),
    };

    public int? Whole(string name, int least, int most)
    {
        var value = Get(name);
        if (value is null)
        {
            return null;
        }

        if (value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) && whole >= least && whole <= most)
        {
            return whole;
        }

        Fail(name, $"must be a whole number from {least} to {most}");
        return null;
    }

    public double? Number(string name, double above, double most)
    {
        var value = Get(name);
        if (value is null)
        {
            return null;
        }

        if (value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var real) && real > above && real <= most)
        {
            return real;
        }

        Fail(name, $"must be a number above {above} and at most {most}");
        return null;
    }

    public bool Flag(string name)
    {
        var value = Get(name);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Fail(name, "must be true or false");
        }

        return value is { ValueKind: JsonValueKind.True };
    }

    public DateTimeOffset? Time(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.ToUniversalTime();
        }

        Fail(name, "must be an ISO 8601 time");
        return null;
    }

    /// <summary>Elements with their paths; empty where the field is absent.</summary>
    public IReadOnlyList<(string Path, JsonElement Value)> Items(string name, int most)
    {
        var value = Get(name);
        if (value is null)
        {
            return [];
        }

        if (value.Value.ValueKind != JsonValueKind.Array)
        {
            Fail(name, "must be an array");
            return [];
        }

        if (value.Value.GetArrayLength() > most)
        {
            Fail(name, $"has more than {most} elements");
            return [];
        }

        return [.. value.Value.EnumerateArray().Select((item, i) => ($"{PathOf(name)}[{i}]", item))];
    }

    /// <summary>A misspelt field is an error: a stop rule that is silently ignored is worse than none.</summary>
    public void NothingElse()
    {
        foreach (var property in json.EnumerateObject().Where(p => !_known.Contains(p.Name)))
        {
            Fail(property.Name, "is not known here");
        }
    }

    private T? Wrong<T>(string name, string text)
        where T : class
    {
        Fail(name, text);
        return null;
    }
}
