namespace Provisioning.Storage.Rows;

/// <summary>A file in the catalogue, most often a firmware image; its bytes lie in the data directory under <see cref="Sha256"/>.</summary>
public sealed class FirmwareImageRow
{
    public Guid Id { get; set; }

    public required string FileName { get; set; }

    /// <summary>As TR-069 A.3.2.8 writes it: <c>1 Firmware Upgrade Image</c>, <c>3 Vendor Configuration File</c>.</summary>
    public string FileType { get; set; } = Transfers.TransferFileTypes.Firmware;

    /// <summary>The version that a gateway reports once it runs; of other files what the operator calls it, or empty.</summary>
    public required string Version { get; set; }

    /// <summary>For which gateways; null is any.</summary>
    public string? Oui { get; set; }

    public string? ProductClass { get; set; }

    public string? Manufacturer { get; set; }

    public long Size { get; set; }

    public required string Sha256 { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}
