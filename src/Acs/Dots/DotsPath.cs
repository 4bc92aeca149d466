using System.Globalization;
using System.Text;
using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>What a request is about (RFC 9132 §4.1): <c>/.well-known/dots/mitigate/cuid=…/mid=…</c>, <c>/config</c>, <c>/hb</c>.</summary>
internal abstract record DotsPath
{
    private const int MaxCuid = 128;

    private static readonly int[] KnownCritical = [CoapOption.IfMatch, CoapOption.UriHost, CoapOption.UriPort, CoapOption.UriPath, CoapOption.UriQuery, CoapOption.Accept];

    private DotsPath()
    {
    }

    /// <param name="Mid">Null: all of that client.</param>
    public sealed record Mitigate(string Cuid, uint? Mid) : DotsPath;

    /// <param name="Sid">Null: what may be chosen.</param>
    public sealed record Config(uint? Sid) : DotsPath;

    public sealed record Heartbeat : DotsPath;

    /// <returns>The path, or the code and the reason of a refusal.</returns>
    public static (DotsPath? Path, CoapCode Code, string Why) Of(CoapMessage request)
    {
        // RFC 7252 §5.4.1
        if (request.Options.FirstOrDefault(o => o.IsCritical && !KnownCritical.Contains(o.Number)) is { Number: > 0 } unknown)
        {
            return (null, CoapCode.BadOption, $"option {unknown.Number} is not known");
        }

        var parts = request.All(CoapOption.UriPath).Select(o => Encoding.UTF8.GetString(o.Value.Span)).Where(p => p.Length > 0).ToList();
        if (parts is not [".well-known", "dots", var kind, .. var rest])
        {
            return (null, CoapCode.NotFound, "there is only /.well-known/dots");
        }

        return (kind, rest.Count) switch
        {
            ("hb", 0) => (new Heartbeat(), default, ""),
            ("config", 0) => (new Config(null), default, ""),
            ("config", 1) => rest[0].StartsWith("sid=", StringComparison.Ordinal) && uint.TryParse(rest[0][4..], NumberStyles.None, CultureInfo.InvariantCulture, out var sid)
                ? (new Config(sid), default, "") : (null, CoapCode.BadRequest, "sid must be a number of 32 bits"),
            ("mitigate", _) => Mitigation(rest),
            _ => (null, CoapCode.NotFound, "there are mitigate, config and hb"),
        };
    }

    private static (DotsPath? Path, CoapCode Code, string Why) Mitigation(List<string> parts)
    {
        string? cuid = null;
        uint? mid = null;
        foreach (var part in parts)
        {
            // cdid is a gateway's to add between; it says who, which the TLS peer says better.
            if (part.StartsWith("cuid=", StringComparison.Ordinal) && part[5..] is { Length: > 0 and <= MaxCuid } name && !name.Any(char.IsControl) && !name.Contains('/', StringComparison.Ordinal))
            {
                cuid = name;
            }
            else if (part.StartsWith("mid=", StringComparison.Ordinal) && uint.TryParse(part[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                mid = number;
            }
            else if (!part.StartsWith("cdid=", StringComparison.Ordinal))
            {
                return (null, CoapCode.BadRequest, "the path has something else than cuid, cdid and mid");
            }
        }

        // RFC 9132 §4.4.1: a request without cuid is refused.
        return cuid is null ? (null, CoapCode.BadRequest, "cuid is missing") : (new Mitigate(cuid, mid), default, "");
    }
}
