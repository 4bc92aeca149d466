namespace Provisioning.Warnings.Sources;

/// <summary>What a source may speak about.</summary>
public abstract record SourceScope
{
    /// <summary>Scopes of one source.</summary>
    public const int Most = 50;

    private const int MaxLength = 300;

    private SourceScope()
    {
    }

    /// <summary>Everything: a national CERT.</summary>
    public sealed record All : SourceScope
    {
        public override string ToString() => "all";
    }

    /// <summary>Models whose MUD URL is at this host, with port if it has one.</summary>
    public sealed record Authority(string Name) : SourceScope
    {
        public override string ToString() => "authority:" + Name;
    }

    /// <summary>Models whose MUD URL begins so; ends with a slash.</summary>
    public sealed record Prefix(string Url) : SourceScope
    {
        public override string ToString() => "prefix:" + Url;
    }

    /// <summary>Things whose maker has this name: of gateways as they report it, of hosts as their MUD file says.</summary>
    public sealed record Manufacturer(string Name) : SourceScope
    {
        public override string ToString() => "manufacturer:" + Name;
    }

    /// <returns>Null: none of <c>all</c>, <c>authority:HOST</c>, <c>prefix:https://…/</c>, <c>manufacturer:NAME</c>.</returns>
    public static SourceScope? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var rest = colon < 0 ? "" : text[(colon + 1)..].Trim();
        return text.Length > MaxLength || text.Any(char.IsControl) ? null : (colon < 0 ? text : text[..colon]) switch
        {
            "all" when colon < 0 => new All(),
            "authority" when Uri.TryCreate($"https://{rest}/", UriKind.Absolute, out var url) && url.Authority.Equals(rest, StringComparison.OrdinalIgnoreCase) => new Authority(url.Authority),
            "prefix" when Uri.TryCreate(rest, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && rest.EndsWith('/')
                && url.Query.Length == 0 && url.UserInfo.Length == 0 => new Prefix(url.AbsoluteUri),
            "manufacturer" when rest.Length > 0 => new Manufacturer(rest),
            _ => null,
        };
    }

    public static IReadOnlyList<SourceScope> ParseAll(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<SourceScope>()];

    /// <summary>May its holder speak about this? The name is what the file at the model's own URL says: who serves that file is its maker.</summary>
    /// <param name="mudUrl">Of a host; null: a gateway.</param>
    /// <param name="manufacturer">As the gateway, or the host's MUD file, has it.</param>
    public bool Covers(string? mudUrl, string? manufacturer)
    {
        switch (this)
        {
            case All:
                return true;
            case Manufacturer { Name: var name }:
                return manufacturer is not null && string.Equals(name, manufacturer.Trim(), StringComparison.OrdinalIgnoreCase);
            default:
                return mudUrl is not null && Uri.TryCreate(mudUrl, UriKind.Absolute, out var url)
                    && (this is Authority { Name: var host } ? string.Equals(host, url.Authority, StringComparison.OrdinalIgnoreCase)
                        : this is Prefix { Url: var prefix } && url.AbsoluteUri.StartsWith(prefix, StringComparison.Ordinal));
        }
    }
}
