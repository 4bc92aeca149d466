using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Versions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns.Subjects;

/// <summary>
/// A version of a MUD file that waits: each gateway in turn is compiled from it, and when all have ended it is in force for
/// everybody. Whoever fails, and everybody when it is given up, goes back to the version in force.
/// </summary>
internal sealed class MudVersionSubject(MudFileRow file, MudFileVersionRow version, TimeProvider time) : CampaignSubject
{
    public override WantedChange Change { get; } = new WantedMudVersion(file.Url, version.Sha256);

    public override bool ConcernsFirewalls => true;

    public override string? Obstacle => version.State switch
    {
        MudVersionState.Waiting or MudVersionState.InForce => null,
        MudVersionState.Refused => "somebody refused this version of the MUD file",
        _ => "another version of the MUD file has taken this one's place",
    };

    public override async Task<bool> BeginAsync(AcsDbContext db, CampaignRow campaign, CampaignTargetRow target, TargetMove move, CancellationToken cancellationToken)
    {
        var row = await db.DeviceMudVersions.FindAsync([target.DeviceId, file.Id], cancellationToken);
        if (row is null)
        {
            row = new DeviceMudVersionRow { DeviceId = target.DeviceId, MudFileId = file.Id, Sha256 = version.Sha256 };
            db.DeviceMudVersions.Add(row);
        }

        (row.Sha256, row.CampaignId) = (version.Sha256, campaign.Id);
        await CompileAgainAsync(db, target.DeviceId, cancellationToken);
        return false; // Whoever compiles wakes it.
    }

    public override async Task<bool> EndAsync(AcsDbContext db, CampaignTargetRow target, bool succeeded, CancellationToken cancellationToken)
    {
        if (!succeeded && await db.DeviceMudVersions.FindAsync([target.DeviceId, file.Id], cancellationToken) is { } row && row.CampaignId == target.CampaignId)
        {
            db.DeviceMudVersions.Remove(row);
            await CompileAgainAsync(db, target.DeviceId, cancellationToken);
        }

        return false;
    }

    public override async Task FinishAsync(AcsDbContext db, CampaignRow campaign, CancellationToken cancellationToken)
    {
        // Where nobody has it, nothing speaks for it: it goes on waiting.
        if (version.State == MudVersionState.Waiting && await db.DeviceMudVersions.AnyAsync(v => v.CampaignId == campaign.Id, cancellationToken)
            && await db.MudFiles.FindAsync([file.Id], cancellationToken) is { } known && await VersionBook.FindAsync(db, known, version.Sha256, cancellationToken) is { } waiting)
        {
            var now = time.GetUtcNow();
            await MudVersions.TakeEffectAsync(db, known, waiting, now, cancellationToken);
            (waiting.DecidedBy, waiting.DecidedAt, waiting.Reason) = (CampaignLoader.AuthorOf(campaign.Id), now, $"Campaign {campaign.Name} has finished.");
        }

        await LetGoAsync(db, campaign, cancellationToken);
    }

    public override Task CancelAsync(AcsDbContext db, CampaignRow campaign, CancellationToken cancellationToken) => LetGoAsync(db, campaign, cancellationToken);

    private static async Task LetGoAsync(AcsDbContext db, CampaignRow campaign, CancellationToken cancellationToken)
    {
        await db.Devices.Where(d => db.DeviceMudVersions.Any(v => v.DeviceId == d.Id && v.CampaignId == campaign.Id)).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        await db.DeviceMudVersions.Where(v => v.CampaignId == campaign.Id).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task CompileAgainAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        if (await db.Devices.FindAsync([deviceId], cancellationToken) is { } device)
        {
            device.FirewallDirty = true;
            device.Revision++;
        }
    }
}
