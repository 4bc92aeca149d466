using UspController.Records;

namespace UspController.Mtp.WebSockets;

/// <summary>
/// <c>bbf-usp-protocol; eid="…"</c>, by which endpoints named each other before USP 1.3 (TR-369 R-WS.10a, R-WS.11a). It changes
/// nothing of the frames.
/// </summary>
internal static class UspExtension
{
    private const string Name = "bbf-usp-protocol";
    private const int MaxLength = 2048;

    /// <summary>What the header lines of <c>Sec-WebSocket-Extensions</c> say.</summary>
    /// <returns>Whether the extension is there, and the endpoint id in it; null where it names none that is valid.</returns>
    public static (bool IsThere, string? EndpointId) Read(IEnumerable<string?> lines)
    {
        foreach (var line in lines)
        {
            if (line is not { Length: <= MaxLength })
            {
                continue;
            }

            foreach (var extension in Split(line, ','))
            {
                if (Split(extension, ';') is [var name, .. var parameters] && name.Equals(Name, StringComparison.OrdinalIgnoreCase))
                {
                    return (true, parameters.Select(EndpointIdOf).FirstOrDefault(id => id is not null));
                }
            }
        }

        return (false, null);
    }

    /// <summary>An endpoint id holds neither quote nor backslash, so that quotes around it are enough.</summary>
    public static string Write(string endpointId) => $"{Name}; eid=\"{endpointId}\"";

    private static string? EndpointIdOf(string parameter)
    {
        var at = parameter.IndexOf('=', StringComparison.Ordinal);
        if (at < 0 || !parameter.AsSpan(0, at).Trim().Equals("eid", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = parameter[(at + 1)..].Trim();
        value = value is ['"', .. var inner, '"'] ? inner : value;
        return EndpointId.IsValid(value) ? value : null;
    }

    /// <summary>Not within quotes: endpoint ids may hold commas and semicolons.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (from, isQuoted) = (0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == separator && !isQuoted))
            {
                parts.Add(text[from..i].Trim());
                from = i + 1;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }

        return parts;
    }
}
