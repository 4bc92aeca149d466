using Provisioning.Warnings.Csaf;

namespace Provisioning.Warnings.Matching;

/// <summary>Is this product that thing, whatever its version? Pure.</summary>
internal static class ProductIdentity
{
    /// <summary>Shorter names stand in too many others.</summary>
    private const int ShortestHostName = 5;

    /// <returns>How sure that is and by what; null: it is not.</returns>
    public static (MatchConfidence Confidence, string By)? Of(CsafProduct product, Thing thing)
    {
        if (thing.MudUrl is { } url && product.Helper.Uris.Contains(url, StringComparer.Ordinal))
        {
            return (MatchConfidence.Exact, "its MUD URL");
        }

        var vendor = product.Vendor ?? CpePart(product.Helper.Cpe, 3);
        var same = vendor is not null && thing.Manufacturer is { } maker && Names.SameMaker(vendor, maker);
        if (vendor is not null && thing.Manufacturer is not null && !same)
        {
            return null;
        }

        if (product.Helper.ModelNumbers.FirstOrDefault(n => thing.Models.Any(m => Names.Fits(n, m))) is { } number)
        {
            // Without a maker on either side a number is only a number.
            return (same ? MatchConfidence.Exact : MatchConfidence.Possible, $"model number {number}");
        }

        var names = NamesOf(product).ToList();
        if (same && thing.Models.Any(m => names.Contains(Names.Model(m), StringComparer.Ordinal) || names.Exists(n => Names.Maker(vendor!) + n == Names.Model(m))))
        {
            return (MatchConfidence.Possible, $"the name {product.Model ?? product.Name} of {vendor}");
        }

        return thing is { HostName: { } host, Manufacturer: null } && HostNames(product).Any(n => Names.Model(host).Contains(n, StringComparison.Ordinal))
            ? (MatchConfidence.Guess, $"its host name {host}")
            : null;
    }

    /// <summary>What the host names of such things may hold: letters and digits in lower case.</summary>
    public static IEnumerable<string> HostNames(CsafProduct product) => NamesOf(product).Where(n => n.Length >= ShortestHostName);

    private static IEnumerable<string> NamesOf(CsafProduct product) =>
        ((string?[])[product.Model, CpePart(product.Helper.Cpe, 4), product.SaysVersion ? null : product.Name]).OfType<string>().Select(Names.Model).Where(n => n.Length > 0);

    /// <summary>Of <c>cpe:2.3:part:vendor:product:…</c>; null: any, or none.</summary>
    private static string? CpePart(string? cpe, int index) =>
        cpe is not null && cpe.StartsWith("cpe:2.3:", StringComparison.OrdinalIgnoreCase) && cpe.Replace("\\:", " ", StringComparison.Ordinal).Split(':') is var parts
        && parts.Length > index && parts[index] is var part && part is not ("*" or "-" or "") ? part.Replace('_', ' ').Replace("\\", "", StringComparison.Ordinal) : null;
}
