using System.Security.Cryptography;
using System.Text;
using Provisioning.DesiredState;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns.Subjects;

/// <summary>An image of the catalogue, declared in the gateway's firmware layer while it is under way.</summary>
internal sealed class FirmwareSubject(FirmwareImageRow image, IDeviceDocuments documents, FirmwareLinks links) : CampaignSubject
{
    // TR-069 table 32.
    private const string FileType = "1 Firmware Upgrade Image";

    public override WantedChange Change { get; } = new WantedImage(image.Version, image.Oui, image.ProductClass, image.Manufacturer);

    public override async Task<bool> BeginAsync(AcsDbContext db, CampaignRow campaign, CampaignTargetRow target, TargetMove move, CancellationToken cancellationToken)
    {
        target.CommandKey = KeyOf(target);
        var device = await db.Devices.FindAsync([target.DeviceId], cancellationToken);
        var link = links.For(image, target.DeviceId, device?.RemoteAddress, target.CommandKey);
        var firmware = new DesiredFirmware(
            campaign.Id, image.Version, FileType, link.Url, link.Username, link.Password, image.Size, image.Sha256, image.FileName, target.CommandKey)
        {
            ClosesAt = move.ClosesAt,
        };
        await documents.SaveFirmwareAsync(db, target.DeviceId, firmware, CampaignLoader.AuthorOf(campaign.Id), cancellationToken);
        return true;
    }

    public override async Task<bool> EndAsync(AcsDbContext db, CampaignTargetRow target, bool succeeded, CancellationToken cancellationToken)
    {
        await documents.RemoveLayerAsync(db, target.DeviceId, Layer.Firmware, cancellationToken);
        return true;
    }

    /// <summary>At most 32 characters (TR-069 A.3.2.8), another one for each attempt.</summary>
    private static string KeyOf(CampaignTargetRow target) => "fw-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{target.CampaignId:N}/{target.DeviceId}/{target.Attempts}/{target.StartedAt?.UtcTicks}")).AsSpan(0, 13));
}
