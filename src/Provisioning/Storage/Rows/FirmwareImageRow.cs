namespace Provisioning.Storage.Rows;

/// <summary>An image in the catalogue; its bytes lie in the data directory under <see cref="Sha256"/>.</summary>
public sealed class FirmwareImageRow
{
    public Guid Id { get; set; }

    public required string FileName { get; set; }

    /// <summary>The version that a gateway reports once it runs.</summary>
    public required string Version { get; set; }

    /// <summary>For which gateways; null is any.</summary>
    public string? Oui { get; set; }

    public string? ProductClass { get; set; }

    public string? Manufacturer { get; set; }

    public long Size { get; set; }

    public required string Sha256 { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}
