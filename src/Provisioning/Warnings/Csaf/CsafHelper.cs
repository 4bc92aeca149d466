namespace Provisioning.Warnings.Csaf;

/// <summary>By what else a product is known (§3.1.3.3).</summary>
/// <param name="ModelNumbers">May hold <c>*</c> and <c>?</c>, escaped by a backslash where they are meant.</param>
/// <param name="Uris">Of <c>x_generic_uris</c>; a MUD URL may be among them.</param>
internal sealed record CsafHelper(string? Cpe, string? Purl, IReadOnlyList<string> ModelNumbers, IReadOnlyList<string> Skus, IReadOnlyList<string> Uris)
{
    public static CsafHelper None { get; } = new(null, null, [], [], []);

    public bool IsEmpty => Cpe is null && Purl is null && ModelNumbers.Count + Skus.Count + Uris.Count == 0;

    public CsafHelper And(CsafHelper other) => new(
        Cpe ?? other.Cpe, Purl ?? other.Purl, [.. ModelNumbers, .. other.ModelNumbers], [.. Skus, .. other.Skus], [.. Uris, .. other.Uris]);
}
