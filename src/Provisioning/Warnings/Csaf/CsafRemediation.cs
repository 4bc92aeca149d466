namespace Provisioning.Warnings.Csaf;

/// <param name="Category"><c>mitigation</c>, <c>no_fix_planned</c>, <c>none_available</c>, <c>vendor_fix</c>, <c>workaround</c> (§3.2.3.12.1).</param>
internal sealed record CsafRemediation(string Category, string Details);
