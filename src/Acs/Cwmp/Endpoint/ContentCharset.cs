namespace Acs.Cwmp.Endpoint;

/// <summary>The charset of a Content-Type header. The media type itself is not looked at: text/html is seen in the field.</summary>
internal static class ContentCharset
{
    public static string? Of(string? contentType)
    {
        if (contentType is null || contentType.IndexOf("charset", StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
        {
            return null;
        }

        var rest = contentType.AsSpan(at + 7).TrimStart();
        if (!rest.StartsWith("="))
        {
            return null;
        }

        rest = rest[1..].Trim(" \"'");
        var end = rest.IndexOfAny(" ;,\"'");
        var name = end < 0 ? rest : rest[..end];
        return name.Length is 0 or > 40 || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? null : name.ToString();
    }
}
