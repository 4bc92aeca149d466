namespace Provisioning.Warnings.Csaf;

/// <summary>One product of a product tree (§3.2.2), with the branches that lead to it.</summary>
/// <param name="Vendor">Branch <c>vendor</c>; null: there is none.</param>
/// <param name="Model">Branch <c>product_name</c>; null: there is none.</param>
/// <param name="Version">Branch <c>product_version</c>, <c>patch_level</c> or <c>service_pack</c>; null: none.</param>
/// <param name="Range">Branch <c>product_version_range</c>, as it is written; null: none.</param>
internal sealed record CsafProduct(string Id, string Name, string? Vendor, string? Model, string? Version, string? Range, CsafHelper Helper)
{
    public bool SaysVersion => Version is not null || Range is not null;

    /// <summary>This software on that hardware is one product (§3.2.2.3): what it is called is the hardware's, its version the software's.</summary>
    public CsafProduct On(string id, string name, CsafProduct platform, CsafHelper helper) => new(
        id, name, platform.Vendor ?? Vendor, platform.Model ?? platform.Name, Version ?? platform.Version, Version is null ? Range ?? platform.Range : null,
        platform.Helper.And(helper).And(SaysVersion || Helper.IsEmpty ? CsafHelper.None : Helper));
}
