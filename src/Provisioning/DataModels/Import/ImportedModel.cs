using System.IO.Enumeration;
using Provisioning.Devices;

namespace Provisioning.DataModels.Import;

/// <summary>A vendor's data model, and the gateways that it describes: patterns take <c>*</c> and <c>?</c>, without regard to case.</summary>
/// <param name="Source">The documents' <c>spec</c> and models, for a person.</param>
/// <param name="Parameters">In the order of their paths.</param>
public sealed record ImportedModel(
    string Name,
    string Oui,
    string ProductClass,
    string SoftwareVersion,
    string Source,
    DateTimeOffset ImportedAt,
    IReadOnlyList<ModelParameter> Parameters)
{
    private Dictionary<string, ModelParameter>? _byPath;

    /// <summary>How narrowly it says whom it describes: of two that fit, the narrower one counts.</summary>
    public int Narrowness => (Oui == "*" ? 0 : 1) + (ProductClass == "*" ? 0 : 2) + (SoftwareVersion == "*" ? 0 : 4);

    public bool Describes(DeviceId device, string? softwareVersion) =>
        Fits(Oui, device.Oui) && Fits(ProductClass, device.ProductClass) && Fits(SoftwareVersion, softwareVersion ?? "");

    /// <param name="path">With instance numbers or aliases.</param>
    public ModelParameter? Find(string path)
    {
        _byPath ??= Parameters.ToDictionary(p => p.Path, StringComparer.Ordinal);
        return _byPath.GetValueOrDefault(ParameterPath.Template(path));
    }

    private static bool Fits(string pattern, string text) => pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
