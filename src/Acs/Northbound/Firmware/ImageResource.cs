using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A file of the catalogue, most often a firmware image.</summary>
public sealed record ImageResource(
    Guid Id, string FileName, string Version, string? Oui, string? ProductClass, string? Manufacturer, long Size, string Sha256, DateTimeOffset AddedAt, string FileType)
{
    public static ImageResource Of(FirmwareImageRow row) =>
        new(row.Id, row.FileName, row.Version, row.Oui, row.ProductClass, row.Manufacturer, row.Size, row.Sha256, row.AddedAt, row.FileType);
}
