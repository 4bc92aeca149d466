using Provisioning.BulkData.Reports;
using Provisioning.Flows;

namespace Provisioning.BulkData;

/// <summary>What becomes of a body.</summary>
public abstract record BulkDataVerdict
{
    /// <summary>It can be kept.</summary>
    /// <param name="Reports">Without the values that tell of flows.</param>
    public sealed record Taken(IReadOnlyList<BulkReport> Reports, IReadOnlyList<FlowRecord> Flows) : BulkDataVerdict;

    /// <summary>It will never be understood: to send it again is of no use.</summary>
    public sealed record Malformed(string Reason) : BulkDataVerdict;

    /// <summary>The device has brought its share of this hour.</summary>
    public sealed record TooMuch(TimeSpan RetryAfter) : BulkDataVerdict;
}
