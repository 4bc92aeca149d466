namespace Provisioning.BulkData.Profiles;

/// <summary>What a gateway shall report, and how (TR-181 <c>Device.BulkData.Profile.{i}.</c>).</summary>
/// <param name="References">Parameter or object paths; <c>*</c> for an instance where the gateway can.</param>
/// <param name="IntervalSeconds">ReportingInterval.</param>
public sealed record BulkDataPlan(
    IReadOnlyList<string> References,
    int IntervalSeconds,
    BulkDataProtocol Protocol = BulkDataProtocol.Auto,
    BulkDataFormat Format = BulkDataFormat.NameValuePair,
    BulkDataCompression Compression = BulkDataCompression.None);
