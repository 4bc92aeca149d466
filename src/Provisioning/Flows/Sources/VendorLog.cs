namespace Provisioning.Flows.Sources;

/// <summary>File types of logs that a gateway uploads.</summary>
public static class VendorLog
{
    /// <summary>The only log, or all of them.</summary>
    public const string FileType = "2 Vendor Log File";

    /// <summary>TR-069 table 36: <c>2 Vendor Log File</c>, and <c>4 Vendor Log File i</c> for the i-th of several.</summary>
    public static bool IsOne(string fileType) =>
        fileType == FileType || fileType.StartsWith("4 Vendor Log File", StringComparison.Ordinal);
}
