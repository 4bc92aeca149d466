namespace Provisioning.Warnings.Csaf;

/// <summary>A CSAF 2.0 document (OASIS, 18 November 2022), as far as it says which products are how.</summary>
/// <param name="Id"><c>document.tracking.id</c>, unique at its publisher.</param>
/// <param name="Version">An integer or a semantic version (§3.1.11).</param>
/// <param name="Category">The profile: <c>csaf_security_advisory</c>, <c>csaf_vex</c>… (§4).</param>
/// <param name="Products">By product id (§3.1.8).</param>
internal sealed record CsafAdvisory(
    string Id, string Version, string Category, string Title, string Publisher, string Summary, DateTimeOffset ReleasedAt,
    IReadOnlyDictionary<string, CsafProduct> Products, IReadOnlyList<CsafVulnerability> Vulnerabilities)
{
    /// <summary>Highest CVSS base score; null: none is given.</summary>
    public double? Score => Vulnerabilities.Max(v => v.Score);
}
