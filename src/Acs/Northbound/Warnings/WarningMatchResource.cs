using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A model that a warning speaks of.</summary>
/// <param name="MudUrl">Of hosts; null: gateways, of which the next three are.</param>
/// <param name="Status"><c>affected</c>, <c>fixed</c>, <c>notaffected</c> or <c>unknown</c>.</param>
/// <param name="Confidence"><c>exact</c>, or <c>possible</c>: by its name only.</param>
/// <param name="InScope">False: its source may not speak about it, nothing is proposed.</param>
/// <param name="Count">Hosts, or gateways, of this model.</param>
internal sealed record WarningMatchResource(
    string? MudUrl, string? Manufacturer, string? ProductClass, string? SoftwareVersion, string Status, string Confidence, bool InScope, string Reason, int Count)
{
    public static WarningMatchResource Of(WarningMatchRow row, int count) => new(
        row.MudUrl, row.Manufacturer, row.ProductClass, row.SoftwareVersion, row.Status.ToString().ToLowerInvariant(), row.Confidence.ToString().ToLowerInvariant(), row.InScope, row.Reason, count);
}
