namespace Provisioning.DesiredState;

/// <summary><c>{ref:KEY}</c> in tables, paths and values.</summary>
public static class ObjectReference
{
    private const string Opening = "{ref:";

    public static string To(string key) => $"{Opening}{key}}}";

    /// <summary>The keys that a text refers to.</summary>
    public static IEnumerable<string> Keys(string text)
    {
        for (var start = text.IndexOf(Opening, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Opening, start, StringComparison.Ordinal))
        {
            start += Opening.Length;
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                yield break;
            }

            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>The text with every reference put in, or null while one of them is not known.</summary>
    /// <param name="instances">Key to instance path with trailing dot.</param>
    public static string? Resolve(string text, IReadOnlyDictionary<string, string> instances)
    {
        if (!text.Contains(Opening, StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var key in Keys(text).Distinct(StringComparer.Ordinal).ToList())
        {
            if (!instances.TryGetValue(key, out var instance))
            {
                return null;
            }

            text = text.Replace(To(key), instance.TrimEnd('.'), StringComparison.Ordinal);
        }

        return text;
    }
}
