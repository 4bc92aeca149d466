using Provisioning.BulkData.Profiles;

namespace Acs.Northbound;

/// <summary>A profile as it is declared; for the description of the interface.</summary>
internal sealed record BulkDataProfileRequest(
    IReadOnlyList<string> References,
    int IntervalSeconds,
    string? Search,
    BulkDataProtocol? Protocol,
    BulkDataFormat? Format,
    BulkDataCompression? Compression);
