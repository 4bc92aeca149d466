namespace Provisioning.BulkData.Profiles;

/// <summary>TR-181 <c>HTTP.Compression</c>.</summary>
public enum BulkDataCompression
{
    None,
    Gzip,
    Deflate,
}
