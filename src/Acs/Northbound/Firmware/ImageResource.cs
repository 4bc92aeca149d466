using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>An image of the catalogue.</summary>
public sealed record ImageResource(
    Guid Id, string FileName, string Version, string? Oui, string? ProductClass, string? Manufacturer, long Size, string Sha256, DateTimeOffset AddedAt)
{
    public static ImageResource Of(FirmwareImageRow row) =>
        new(row.Id, row.FileName, row.Version, row.Oui, row.ProductClass, row.Manufacturer, row.Size, row.Sha256, row.AddedAt);
}
