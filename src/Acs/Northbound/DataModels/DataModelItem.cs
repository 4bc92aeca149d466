using Provisioning.DataModels.Import;

namespace Acs.Northbound;

/// <summary>An imported data model in a list.</summary>
/// <param name="Oui">Pattern, as <paramref name="ProductClass"/> and <paramref name="SoftwareVersion"/>: which gateways it describes.</param>
/// <param name="Parameters">How many.</param>
/// <param name="Missing">Told by an import alone: what the files import and none of them defines.</param>
public sealed record DataModelItem(
    string Name, string Oui, string ProductClass, string SoftwareVersion, string Source, DateTimeOffset ImportedAt, int Parameters, IReadOnlyList<string>? Missing)
{
    internal static DataModelItem Of(ImportedModel model, IReadOnlyList<string>? missing = null) => new(
        model.Name, model.Oui, model.ProductClass, model.SoftwareVersion, model.Source, model.ImportedAt, model.Parameters.Count, missing);
}
