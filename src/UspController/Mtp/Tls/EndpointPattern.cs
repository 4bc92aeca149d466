using UspController.Records;

namespace UspController.Mtp.Tls;

/// <summary>An endpoint id as a certificate names it: one, or with a <c>*</c> in its instance id those of many agents.</summary>
internal sealed record EndpointPattern
{
    private readonly string _head;
    private readonly string? _tail;

    private EndpointPattern(string head, string? tail) => (_head, _tail) = (head, tail);

    /// <summary>The endpoint id itself; null: it stands for many.</summary>
    public string? Single => _tail is null ? _head : null;

    /// <summary>Null where the text is no endpoint id, or has a wildcard where TR-369 R-SEC.12 forbids it.</summary>
    public static EndpointPattern? Parse(string text)
    {
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return EndpointId.IsValid(text) ? new EndpointPattern(text, null) : null;
        }

        var (head, tail) = (text[..star], text[(star + 1)..]);
        var scheme = head.Split(':')[0];
        var instance = head.LastIndexOf(':') + 1;
        // R-SEC.12: "os" and "ops" name the assigning entity in the instance id, before its first hyphen.
        var assigned = scheme is "os" or "ops" ? head.IndexOf('-', instance) > instance : scheme is "oui" or "cid" or "pen";
        return assigned && head.Count(c => c == ':') == 2 && EndpointId.IsValid(head + "x" + tail) && !tail.AsSpan().ContainsAny('*', ':')
            ? new EndpointPattern(head, tail)
            : null;
    }

    public bool Matches(string endpointId) => _tail is null
        ? endpointId == _head
        : endpointId.Length > _head.Length + _tail.Length
          && endpointId.StartsWith(_head, StringComparison.Ordinal) && endpointId.EndsWith(_tail, StringComparison.Ordinal);
}
