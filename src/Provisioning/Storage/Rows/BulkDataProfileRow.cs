namespace Provisioning.Storage.Rows;

/// <summary>A bulk data profile as the ISP declares it; key is the name.</summary>
public sealed class BulkDataProfileRow
{
    /// <summary>Lower-case letters, digits and hyphens, at most 32.</summary>
    public required string Name { get; set; }

    /// <summary>Which devices get it, in the search language; empty: all.</summary>
    public required string Search { get; set; }

    /// <summary>JSON of <see cref="BulkData.Profiles.BulkDataPlan"/>.</summary>
    public required string Plan { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
