namespace Provisioning.Flows;

/// <summary>What was found of all hosts under one MUD URL, or under all URLs of one manufacturer.</summary>
/// <param name="Url">Null: of the manufacturer's.</param>
/// <param name="Manufacturer">Authority of the URL (RFC 8520 §8).</param>
/// <param name="Hosts">In all homes, observed or not.</param>
/// <param name="Observed">Whose flows come in.</param>
/// <param name="WithFindings">Hosts with a finding that speaks against the model.</param>
/// <param name="ByKind">Hosts with such a finding of each kind.</param>
/// <param name="LastSeenAt">The newest finding's; null: there is none.</param>
public sealed record ModelExposure(
    string? Url, string Manufacturer, int Hosts, int Observed, int WithFindings, IReadOnlyDictionary<FindingKind, int> ByKind, DateTimeOffset? LastSeenAt)
{
    /// <summary>Added to the observed hosts: what was seen in one home does not lead the list.</summary>
    private const int Doubt = 5;

    /// <summary>
    /// The sum of (weight of a kind × hosts with a finding of it) / (observed hosts + 5); weights: undeclared 2, plain-text 2, dns-bypass 1,
    /// hardware-address 1. From 0 to less than 6.
    /// </summary>
    public double Exposure => Math.Round(ByKind.Sum(k => WeightOf(k.Key) * (double)k.Value) / (Observed + Doubt), 3);

    public static string ManufacturerOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : url;

    /// <summary>One for each manufacturer.</summary>
    public static IReadOnlyList<ModelExposure> ByManufacturer(IEnumerable<ModelExposure> models) => InOrder(models
        .GroupBy(m => m.Manufacturer, StringComparer.Ordinal)
        .Select(m => new ModelExposure(
            null, m.Key, m.Sum(x => x.Hosts), m.Sum(x => x.Observed), m.Sum(x => x.WithFindings),
            m.SelectMany(x => x.ByKind).GroupBy(k => k.Key).ToDictionary(k => k.Key, k => k.Sum(x => x.Value)),
            m.Max(x => x.LastSeenAt))));

    /// <summary>The most exposed first; of equals, those with more hosts.</summary>
    public static IReadOnlyList<ModelExposure> InOrder(IEnumerable<ModelExposure> models) =>
        [.. models.OrderByDescending(m => m.Exposure).ThenByDescending(m => m.Observed).ThenBy(m => m.Url ?? m.Manufacturer, StringComparer.Ordinal)];

    private static int WeightOf(FindingKind kind) => kind switch
    {
        FindingKind.Undeclared or FindingKind.PlainText => 2,
        FindingKind.DnsBypass or FindingKind.HardwareAddress => 1,
        _ => 0,
    };
}
