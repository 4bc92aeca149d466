namespace Provisioning.Mud.Parsing;

/// <summary>
/// <c>extensions</c> and the nodes of other modules in the mud container. None changes what the device may do, so a known
/// one is in order, an unknown one is ignored and said (RFC 8520 §3.9).
/// </summary>
internal static class ExtensionReader
{
    private const int MaxName = 40;

    /// <summary>RFC 9472, RFC 9761, and the drafts on ownership and reporting, with RFC 8520's own example.</summary>
    private static readonly HashSet<string> KnownNodes = new(StringComparer.Ordinal)
    {
        "ietf-mud-transparency:transparency",
        "ietf-mud-tls:is-tls-dtls-profile-supported",
        "ietf-ol:ol",
        "ietf-mud-reporter-extension:reporter",
        "ietf-mud-detext-example:is-detnet-required",
    };

    private static readonly HashSet<string> KnownExtensions = new(StringComparer.Ordinal)
    {
        "transparency", "ietf-mud-tls", "ol", "mud-reporter", "ietf-mud-reporter-extension", "ietf-mud-detext-example",
    };

    public static IReadOnlyList<string> Read(ObjectReader mud, DiagnosticLog log)
    {
        IReadOnlyList<string> extensions = [];
        if (mud.Take("extensions") is { } node)
        {
            if (Leaves.TryStrings(node, log, out var names))
            {
                extensions = [.. names.Where(n => n.Length is > 0 and <= MaxName).Take(64)];
                if (names.Any(n => n.Length is 0 or > MaxName))
                {
                    log.Repair(MudCodes.Extensions, node, $"The name of an extension has 1 to {MaxName} characters; others are left out.", MudRepairs.NodeIgnored);
                }
            }
            else
            {
                log.Repair(MudCodes.Extensions, node, "'extensions' is not a list of names; it is left out.", MudRepairs.NodeIgnored);
            }

            foreach (var unknown in extensions.Where(e => !KnownExtensions.Contains(e)).Take(1))
            {
                log.Info(MudCodes.Extensions, node, $"The extension '{unknown}' is not known here; the rest of the file counts.");
            }
        }

        var transparency = mud.Take("transparency", "ietf-mud-transparency", new Alias("mudtx:transparency", MudRepairs.YangPrefix));
        if (transparency?.Member("vuln-url") is { IsString: true } url)
        {
            log.Repair(MudCodes.JsonType, url, $"'vuln-url' is a list; write [\"{Leaves.Quote(url)}\"].", MudRepairs.LeafListAsString);
        }

        foreach (var known in KnownNodes)
        {
            var colon = known.IndexOf(':', StringComparison.Ordinal);
            mud.Take(known[(colon + 1)..], known[..colon]);
        }

        return extensions;
    }
}
