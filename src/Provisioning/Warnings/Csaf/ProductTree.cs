namespace Provisioning.Warnings.Csaf;

/// <param name="Groups">Product ids by group id (§3.2.2.4).</param>
internal sealed record ProductTree(IReadOnlyDictionary<string, CsafProduct> Products, IReadOnlyDictionary<string, IReadOnlyList<string>> Groups);
