namespace Provisioning.BulkData.Reports;

/// <summary>What a gateway collected at one time.</summary>
/// <param name="CollectedAt">As it says; null: it does not.</param>
public sealed record BulkReport(DateTimeOffset? CollectedAt, IReadOnlyList<BulkValue> Values);
