namespace Acs.Northbound.Webhooks;

/// <summary>Which events a webhook asks for: exact kinds, or <c>family.*</c>; none: all.</summary>
internal sealed class WebhookKinds(IEnumerable<string> patterns)
{
    public const int Most = 50;
    private const int Longest = 60;

    private readonly string[] _patterns = [.. patterns];

    public static WebhookKinds Parse(string stored) => new(stored.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static bool IsPattern(string text) =>
        text == "*" || (text.Length is > 0 and <= Longest && text.Split('.') is var parts &&
            parts.Index().All(p => p.Item.Length > 0 && (p.Item.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || (p.Item == "*" && p.Index > 0 && p.Index == parts.Length - 1))));

    public bool Includes(string kind) => _patterns.Length == 0 || Array.Exists(_patterns, p =>
        p == "*" || (p.EndsWith(".*", StringComparison.Ordinal) ? kind.StartsWith(p[..^1], StringComparison.OrdinalIgnoreCase) : kind.Equals(p, StringComparison.OrdinalIgnoreCase)));
}
