using Provisioning.Warnings.Csaf;

namespace Provisioning.Warnings.Matching;

/// <summary>How one thing stands to an advisory. Pure.</summary>
internal static class AdvisoryMatch
{
    /// <returns>Null: it does not speak of that thing.</returns>
    public static ThingMatch? Of(CsafAdvisory advisory, Thing thing)
    {
        var products = advisory.Products.Values.Select(p => (Product: p, Is: ProductIdentity.Of(p, thing))).Where(p => p.Is is not null)
            .ToDictionary(p => p.Product.Id, p => (p.Product, p.Is!.Value.Confidence, p.Is.Value.By), StringComparer.Ordinal);
        if (products.Count == 0)
        {
            return null;
        }

        ThingMatch? worst = null;
        foreach (var vulnerability in advisory.Vulnerabilities)
        {
            if (Of(vulnerability, [.. products.Values], thing) is { } match && (worst is null || match.Status > worst.Status || (match.Status == worst.Status && match.Confidence > worst.Confidence)))
            {
                worst = match;
            }
        }

        return worst;
    }

    /// <summary>Who says a version says more than who says none; of those that say as much, the worse counts.</summary>
    private static ThingMatch? Of(CsafVulnerability vulnerability, List<(CsafProduct Product, MatchConfidence Confidence, string By)> products, Thing thing) =>
        products.Select(p => (Match: Of(vulnerability, p, thing), p.Product.SaysVersion)).Where(m => m.Match is not null)
            .OrderByDescending(m => m.SaysVersion && m.Match!.Status != MatchStatus.Unknown).ThenByDescending(m => m.Match!.Status).ThenByDescending(m => m.Match!.Confidence)
            .Select(m => m.Match).FirstOrDefault();

    private static ThingMatch? Of(CsafVulnerability vulnerability, (CsafProduct Product, MatchConfidence Confidence, string By) found, Thing thing)
    {
        var id = found.Product.Id;
        MatchStatus? status = vulnerability.Affected.Contains(id) ? MatchStatus.Affected
            : vulnerability.Fixed.Contains(id) ? MatchStatus.Fixed
            : vulnerability.NotAffected.Contains(id) ? MatchStatus.NotAffected
            : vulnerability.Investigated.Contains(id) ? MatchStatus.Unknown
            : null;
        if (status is not { } said)
        {
            return null;
        }

        var (holds, which) = Version(found.Product, thing);
        var what = $"{vulnerability.Name}: {found.Product.Name}, known by {found.By}, is {Word(said)}";
        // That a version is fixed says nothing of a thing whose version nobody knows.
        return holds switch
        {
            true => new ThingMatch(said, found.Confidence, $"{what}{which}."),
            null when said is MatchStatus.Affected or MatchStatus.Unknown => new ThingMatch(MatchStatus.Unknown, found.Confidence, $"{what}{which}."),
            _ => null,
        };
    }

    /// <summary>Is the thing's version the product's? Null: nobody knows.</summary>
    private static (bool? Holds, string Which) Version(CsafProduct product, Thing thing)
    {
        if (!product.SaysVersion)
        {
            return (true, ", whatever its version");
        }

        var said = product.Version ?? product.Range!;
        var range = product.Version is null ? VersionRange.Parse(said) : null;
        if (product.Version is null && range is null)
        {
            return (null, $" in versions {said}, which cannot be read");
        }

        if (range is { IsAll: true } || said == "*")
        {
            return (true, ", whatever its version");
        }

        var versions = thing.Versions.Where(VersionText.IsVersion).ToList();
        if (versions.Count == 0)
        {
            return (null, $" in version {said}, and its own is not known");
        }

        var mine = versions.Find(v => range?.Contains(v) ?? VersionText.Compare(v, said) == 0);
        return mine is null ? (false, "") : (true, $" in version {said}, and it has {mine}");
    }

    private static string Word(MatchStatus status) => status switch
    {
        MatchStatus.Affected => "affected",
        MatchStatus.Fixed => "fixed",
        MatchStatus.NotAffected => "not affected",
        _ => "looked into",
    };
}
