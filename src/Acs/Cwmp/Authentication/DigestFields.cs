namespace Acs.Cwmp.Authentication;

/// <summary>
/// The <c>name=value</c> list behind <c>Digest</c> in an Authorization or WWW-Authenticate header, read leniently: quotes
/// missing or on everything, spaces anywhere, names in any case.
/// </summary>
internal sealed class DigestFields
{
    private const int MaxFields = 32;

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Reads what follows the scheme's name.</summary>
    public static DigestFields Parse(ReadOnlySpan<char> text)
    {
        var result = new DigestFields();
        while (!text.IsEmpty && result._fields.Count < MaxFields)
        {
            text = text.TrimStart(" \t,");
            var equals = text.IndexOf('=');
            if (equals <= 0)
            {
                break;
            }

            var name = text[..equals].Trim().ToString();
            text = text[(equals + 1)..].TrimStart();
            string value;
            if (text.StartsWith("\""))
            {
                value = Quoted(ref text);
            }
            else
            {
                var end = text.IndexOf(',');
                value = (end < 0 ? text : text[..end]).Trim().ToString();
                text = end < 0 ? default : text[end..];
            }

            result._fields.TryAdd(name, value);
        }

        return result;
    }

    /// <summary>RFC 7230 3.2.6: a backslash takes the next character as it is.</summary>
    private static string Quoted(ref ReadOnlySpan<char> text)
    {
        text = text[1..];
        var plain = text.IndexOfAny('"', '\\');
        if (plain >= 0 && text[plain] == '"')
        {
            var simple = text[..plain].ToString();
            text = text[(plain + 1)..];
            return simple;
        }

        var value = new System.Text.StringBuilder();
        var i = 0;
        for (; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            value.Append(text[i]);
        }

        text = i < text.Length ? text[(i + 1)..] : default;
        return value.ToString();
    }
}
