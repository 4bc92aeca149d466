using Provisioning.DataModels.Import;
using Provisioning.Devices;
using Provisioning.Wire;

namespace Acs.Northbound;

/// <param name="Type">As TR-106 names it, <c>unknown</c> where nobody said.</param>
/// <param name="Writable">Null until discovery said so.</param>
/// <param name="Description">What an imported data model says of it; null where none does.</param>
public sealed record ParameterResource(string Path, string Value, string Type, bool? Writable, DateTimeOffset ReportedAt, string? Description)
{
    /// <summary>What a secret's value is replaced by.</summary>
    public const string Masked = "********";

    public static ParameterResource Of(ReportedParameter parameter, Capabilities capabilities, ModelParameter? model) => new(
        parameter.Path,
        parameter.Value.Length > 0 && WireSecrets.IsSecret(parameter.Path) ? Masked : parameter.Value,
        ParameterTypes.Name(parameter.Type == ParameterType.Unknown && model is not null ? model.Type : parameter.Type),
        parameter.Writable ?? (capabilities.Supported.TryGetValue(ParameterPath.Template(parameter.Path), out var writable) ? writable : model?.Writable),
        parameter.ReportedAt,
        model is { Description.Length: > 0 } ? model.Description : null);
}
