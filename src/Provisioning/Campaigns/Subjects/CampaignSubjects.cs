using Microsoft.EntityFrameworkCore;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Provisioning.Campaigns.Subjects;

/// <summary>Finds what a campaign is about.</summary>
internal sealed class CampaignSubjects(IDeviceDocuments documents, FirmwareLinks links, TimeProvider time)
{
    /// <returns>Null and why: it is not there any more.</returns>
    public async Task<(CampaignSubject? Subject, string? Gone)> FindAsync(AcsDbContext db, CampaignChange change, CancellationToken cancellationToken)
    {
        if (change.Type == CampaignChange.Mud)
        {
            var file = await db.MudFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Url == change.Url, cancellationToken);
            var version = file is null ? null
                : await db.MudFileVersions.AsNoTracking().FirstOrDefaultAsync(v => v.MudFileId == file.Id && v.Sha256 == change.Sha256, cancellationToken);
            return version is null ? (null, "the version of the MUD file is no longer kept") : (new MudVersionSubject(file!, version, time), null);
        }

        var image = await db.FirmwareImages.AsNoTracking().FirstOrDefaultAsync(i => i.Id == change.ImageId, cancellationToken);
        return image is null ? (null, "the image is no longer in the catalogue") : (new FirmwareSubject(image, documents, links), null);
    }
}
