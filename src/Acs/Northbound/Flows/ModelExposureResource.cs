using Provisioning.Flows;

namespace Acs.Northbound;

/// <param name="Url">Null in the ranking of manufacturers.</param>
/// <param name="Exposure">(2 × hosts with undeclared + 2 × with plain-text + 1 × with dns-bypass + 1 × with hardware-address) / (observed hosts + 5).</param>
/// <param name="HostsByKind">Hosts with a finding of each kind.</param>
internal sealed record ModelExposureResource(
    string? Url, string Manufacturer, double Exposure, int Hosts, int ObservedHosts, int HostsWithFindings, IReadOnlyDictionary<string, int> HostsByKind,
    DateTimeOffset? LastSeenAt)
{
    public static ModelExposureResource Of(ModelExposure model) => new(
        model.Url, model.Manufacturer, model.Exposure, model.Hosts, model.Observed, model.WithFindings,
        model.ByKind.ToDictionary(k => FindingKinds.NameOf(k.Key), k => k.Value, StringComparer.Ordinal), model.LastSeenAt);
}
