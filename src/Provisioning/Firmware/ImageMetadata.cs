namespace Provisioning.Firmware;

/// <summary>What an operator says of a file. Null: any gateway.</summary>
/// <param name="Version">Of firmware what a gateway reports once it runs it; else free, or empty.</param>
public sealed record ImageMetadata(string FileName, string Version, string? Oui, string? ProductClass, string? Manufacturer)
{
    /// <summary>TR-069 A.3.2.8.</summary>
    public string FileType { get; init; } = Transfers.TransferFileTypes.Firmware;
}
