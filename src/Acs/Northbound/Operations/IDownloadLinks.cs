using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Where a gateway fetches an image of the catalogue.</summary>
internal interface IDownloadLinks
{
    /// <summary>The link for this device, or null: there is no such image.</summary>
    Task<DownloadLink?> ForAsync(AcsDbContext db, Guid image, DeviceRow device, CancellationToken cancellationToken);
}
