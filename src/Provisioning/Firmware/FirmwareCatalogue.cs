using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Firmware;

/// <summary>The files that gateways can be given: firmware, and whatever else TR-069 has a type for.</summary>
public sealed class FirmwareCatalogue(FirmwareStore store, IGroupCommit commit, TimeProvider time)
{
    /// <summary>Takes an image in. The same bytes with the same metadata are the image that is there already.</summary>
    /// <returns>The image, and whether it is a new one.</returns>
    public async Task<(FirmwareImageRow Image, bool IsNew)> AddAsync(StagedImage staged, ImageMetadata about, CancellationToken cancellationToken)
    {
        store.Keep(staged);
        FirmwareImageRow? image = null;
        var isNew = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                image = await db.FirmwareImages.FirstOrDefaultAsync(
                    i => i.Sha256 == staged.Sha256 && i.FileType == about.FileType && i.Version == about.Version && i.Oui == about.Oui
                        && i.ProductClass == about.ProductClass && i.Manufacturer == about.Manufacturer,
                    token);
                isNew = image is null;
                if (image is null)
                {
                    image = new FirmwareImageRow
                    {
                        Id = Guid.CreateVersion7(time.GetUtcNow()),
                        FileName = SafeFileName.Of(about.FileName),
                        FileType = about.FileType,
                        Version = about.Version,
                        Oui = about.Oui,
                        ProductClass = about.ProductClass,
                        Manufacturer = about.Manufacturer,
                        Size = staged.Size,
                        Sha256 = staged.Sha256,
                        AddedAt = time.GetUtcNow(),
                    };
                    db.FirmwareImages.Add(image);
                }
            },
            cancellationToken);
        return (image!, isNew);
    }
}
