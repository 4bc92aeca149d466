using System.Security.Cryptography;
using System.Text;
using Provisioning.DesiredState;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>Writes what was decided: targets, the firmware layer, history. Inside one commit.</summary>
internal sealed class CampaignChanges(IDeviceDocuments documents, FirmwareLinks links, TimeProvider time)
{
    // TR-069 table 32.
    private const string FileType = "1 Firmware Upgrade Image";

    private const int LongestReason = 4000;

    public void Apply(AcsDbContext db, CampaignRow campaign, CampaignEvent happened, string? reason)
    {
        var now = time.GetUtcNow();
        campaign.State = CampaignTransitions.After(campaign.State, happened);
        campaign.Reason = Short(reason);
        campaign.Revision++;
        campaign.StartedAt = happened == CampaignEvent.Start ? now : campaign.StartedAt;
        campaign.FinishedAt = campaign.State is CampaignState.Finished or CampaignState.Cancelled ? now : null;
        db.DeviceEvents.Add(new DeviceEventRow
        {
            At = now,
            Kind = "campaign." + campaign.State switch
            {
                CampaignState.Running => happened == CampaignEvent.Start ? "started" : "resumed",
                CampaignState.Paused => "paused",
                CampaignState.Finished => "finished",
                _ => "cancelled",
            },
            Text = Short($"Campaign {campaign.Name}{(reason is null ? "." : $": {reason}.")}")!,
        });
    }

    /// <returns>True where the gateway should be woken.</returns>
    public async Task<bool> ApplyAsync(
        AcsDbContext db, CampaignRow campaign, FirmwareImageRow image, CampaignTargetRow target, TargetMove move, CancellationToken cancellationToken)
    {
        target.Reason = Short(move.Reason);
        if (move.Happened is not { } happened)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var wasRunning = target.State == CampaignTargetState.Running;
        target.State = CampaignTransitions.After(target.State, happened);
        // The token of the whole campaign: two nodes never start the same device, nor more than may be under way.
        campaign.Revision++;
        if (happened == CampaignTargetEvent.Begin)
        {
            target.Attempts++;
            target.StartedAt = now;
            target.FinishedAt = null;
            target.CommandKey = KeyOf(target, now);
            var device = await db.Devices.FindAsync([target.DeviceId], cancellationToken);
            var link = links.For(image, target.DeviceId, device?.RemoteAddress, target.CommandKey);
            var firmware = new DesiredFirmware(
                campaign.Id, image.Version, FileType, link.Url, link.Username, link.Password, image.Size, image.Sha256, image.FileName, target.CommandKey)
            {
                ClosesAt = move.ClosesAt,
            };
            await documents.SaveFirmwareAsync(db, target.DeviceId, firmware, CampaignLoader.AuthorOf(campaign.Id), cancellationToken);
            Tell(db, campaign, target, "target.started", move.Reason);
            return true;
        }

        target.FinishedAt = happened == CampaignTargetEvent.Withdraw && !move.Rests ? null : now;
        target.Attempts -= happened == CampaignTargetEvent.Withdraw ? 1 : 0;
        if (wasRunning)
        {
            await documents.RemoveLayerAsync(db, target.DeviceId, Layer.Firmware, cancellationToken);
        }

        if (wasRunning || happened != CampaignTargetEvent.Skip)
        {
            Tell(db, campaign, target, "target." + Word(happened), move.Reason);
        }

        return wasRunning;
    }

    private void Tell(AcsDbContext db, CampaignRow campaign, CampaignTargetRow target, string kind, string reason) =>
        db.DeviceEvents.Add(new DeviceEventRow
        {
            DeviceId = target.DeviceId, At = time.GetUtcNow(), Kind = kind, Text = Short($"Campaign {campaign.Name}: {reason}.")!,
        });

    private static string Word(CampaignTargetEvent happened) => happened switch
    {
        CampaignTargetEvent.Succeed => "succeeded",
        CampaignTargetEvent.Fail => "failed",
        CampaignTargetEvent.Retry => "retried",
        CampaignTargetEvent.Withdraw => "withdrawn",
        _ => "skipped",
    };

    /// <summary>At most 32 characters (TR-069 A.3.2.8), another one for each attempt.</summary>
    private static string KeyOf(CampaignTargetRow target, DateTimeOffset at) => "fw-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{target.CampaignId:N}/{target.DeviceId}/{target.Attempts}/{at.UtcTicks}")).AsSpan(0, 13));

    private static string? Short(string? text) => text is { Length: > LongestReason } ? text[..LongestReason] : text;
}
