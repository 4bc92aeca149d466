using Provisioning.Storage.Rows;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>A rule as the API shows it.</summary>
/// <param name="Device">Of a device's own switch.</param>
public sealed record WireRuleResource(
    Guid Id, WireRuleKind Kind, string? Device, string? Search, DateTimeOffset? Until, string Author, DateTimeOffset CreatedAt)
{
    internal static WireRuleResource Of(WireRuleRow row) =>
        new(row.Id, row.Kind, row.DeviceKey, row.Search, row.Until, row.Author, row.CreatedAt);
}
