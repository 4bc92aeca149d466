using Provisioning.BulkData.Profiles;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A bulk data profile.</summary>
/// <param name="Search">Which devices get it; empty: all.</param>
internal sealed record BulkDataProfileResource(
    string Name,
    string Search,
    IReadOnlyList<string> References,
    int IntervalSeconds,
    BulkDataProtocol Protocol,
    BulkDataFormat Format,
    BulkDataCompression Compression,
    string Author,
    DateTimeOffset UpdatedAt)
{
    public static BulkDataProfileResource Of(BulkDataProfileRow row)
    {
        var plan = BulkDataProfiles.PlanOf(row) ?? new BulkDataPlan([], 0);
        return new BulkDataProfileResource(
            row.Name, row.Search, plan.References, plan.IntervalSeconds, plan.Protocol, plan.Format, plan.Compression, row.Author, row.UpdatedAt);
    }
}
