using System.Globalization;
using System.Text.Json;

namespace Provisioning.Warnings.Csaf;

/// <summary>An element of the document that knows its path, and notes what is wrong below it.</summary>
internal readonly struct CsafNode(JsonElement element, string path, List<CsafError> errors)
{
    public const int MaxErrors = 50;

    public string Path => path;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public void Wrong(string text)
    {
        if (errors.Count < MaxErrors)
        {
            errors.Add(new CsafError(path, text));
        }
    }

    public bool Has(string name) => IsObject && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An object; where there is none, one without members, noted when it is required.</summary>
    public CsafNode Child(string name, bool required = false)
    {
        var there = Has(name);
        var child = new CsafNode(there ? element.GetProperty(name) : default, $"{path}.{name}", errors);
        if (there ? !child.IsObject : required)
        {
            child.Wrong("Must be an object.");
        }

        return child;
    }

    /// <summary>The items of an array; none where it is not there.</summary>
    public IEnumerable<CsafNode> Items(string name, int most, bool required = false)
    {
        var (here, all) = ($"{path}.{name}", errors);
        if (!Has(name))
        {
            if (required)
            {
                new CsafNode(default, here, errors).Wrong("Must be an array.");
            }

            return [];
        }

        var array = element.GetProperty(name);
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most || (required && array.GetArrayLength() == 0))
        {
            new CsafNode(default, here, errors).Wrong($"Must be an array of {(required ? 1 : 0)} to {most} items.");
            return [];
        }

        return array.EnumerateArray().Select((e, i) => new CsafNode(e, $"{here}[{i}]", all)).ToList();
    }

    /// <summary>A member's text, cut of white space; null: it is not there, or wrong, which is noted.</summary>
    public string? Text(string name, int most = 1000, bool required = false)
    {
        if (Has(name) && element.GetProperty(name) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is { Length: > 0 } text && text.Length <= most && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        if (Has(name) || required)
        {
            new CsafNode(default, $"{path}.{name}", errors).Wrong($"Must be a text of 1 to {most} characters.");
        }

        return null;
    }

    /// <summary>The item itself as text.</summary>
    public string? Text(int most = 1000)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text && text.Length <= most)
        {
            return text;
        }

        Wrong($"Must be a text of 1 to {most} characters.");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name, required: true) is { } text)
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time;
            }

            new CsafNode(default, $"{path}.{name}", errors).Wrong("Must be a time as in RFC 3339.");
        }

        return null;
    }

    public double? Number(string name) => Has(name) && element.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;
}
