using Provisioning.Devices;

namespace Provisioning.DataModels.Capabilities;

/// <summary>What a gateway can, in words that do not depend on its data model.</summary>
/// <param name="Map">Which maps it was read by.</param>
/// <param name="Diagnostics">Those that its data model has a place for.</param>
public sealed record GatewayCapabilities(string Map, IReadOnlyList<CapabilityItem> Capabilities, IReadOnlyList<string> Diagnostics)
{
    internal static GatewayCapabilities Of(CapabilityMap map, ReportedParameters reported) => new(
        map.Name,
        [
            .. map.Groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CapabilityItem(
                g.Key,
                map.Reads(g.Value).Any(reported.WasRead) || map.Rows(g.Value, reported).Count > 0,
                [.. CapabilityView.Read(map, g.Value, reported).Select(r => new CapabilityItemRow(r.Path, r.Values, r.Paths))])),
        ],
        [.. (map.Diagnostics ?? new Dictionary<string, string>(StringComparer.Ordinal)).Keys]);
}
