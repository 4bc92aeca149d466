using Provisioning.Devices;

namespace Acs.Northbound;

/// <param name="Type">As TR-106 names it, <c>unknown</c> where nobody said.</param>
/// <param name="Writable">Null until discovery said so.</param>
public sealed record ParameterResource(string Path, string Value, string Type, bool? Writable, DateTimeOffset ReportedAt)
{
    /// <summary>What a secret's value is replaced by.</summary>
    public const string Masked = "********";

    public static ParameterResource Of(ReportedParameter parameter, Capabilities capabilities) => new(
        parameter.Path,
        parameter.Value.Length > 0 && Dashboard.Device.SecretNames.IsSecret(parameter.Path) ? Masked : parameter.Value,
        ParameterTypes.Name(parameter.Type),
        parameter.Writable ?? (capabilities.Supported.TryGetValue(ParameterPath.Template(parameter.Path), out var writable) ? writable : null),
        parameter.ReportedAt);
}
