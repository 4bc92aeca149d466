using Microsoft.EntityFrameworkCore;
using Provisioning.Campaigns.Subjects;
using Provisioning.Devices.Search;
using Provisioning.Mud.Versions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>What people do with campaigns.</summary>
public sealed class CampaignService
{
    private const int InsertPage = 500;

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IGroupCommit _commit;
    private readonly CampaignTick _tick;
    private readonly CampaignChanges _changes;
    private readonly CampaignSubjects _subjects;
    private readonly TimeProvider _time;

    internal CampaignService(
        IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, CampaignTick tick, CampaignChanges changes, CampaignSubjects subjects, TimeProvider time)
    {
        _contexts = contexts;
        _commit = commit;
        _tick = tick;
        _changes = changes;
        _subjects = subjects;
        _time = time;
    }

    /// <summary>A draft, that does nothing until it is started.</summary>
    public async Task<CampaignResult> CreateAsync(NewCampaign campaign, string author, CancellationToken cancellationToken)
    {
        var errors = await ErrorsAsync(campaign.Plan, cancellationToken);
        if (errors.Count > 0)
        {
            return new CampaignResult.Invalid(errors);
        }

        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await _commit.CommitAsync(
            (db, _) =>
            {
                db.Campaigns.Add(new CampaignRow
                {
                    Id = id, Name = campaign.Name, Plan = CampaignPlanJson.Write(campaign.Plan), Author = author, CreatedAt = now,
                });
                return Task.CompletedTask;
            },
            cancellationToken);
        return await ViewAsync(id, cancellationToken);
    }

    /// <summary>Fixes which devices it has, and lets the first ring go.</summary>
    public async Task<CampaignResult> StartAsync(Guid id, CancellationToken cancellationToken)
    {
        IReadOnlyList<(long DeviceId, int Ring)> targets;
        CampaignPlan plan;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            var campaign = await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
            if (campaign is null)
            {
                return new CampaignResult.NotFound();
            }

            if (!CampaignTransitions.Allows(campaign.State, CampaignEvent.Start))
            {
                return Illegal(campaign.State, CampaignEvent.Start);
            }

            plan = CampaignPlanJson.Read(campaign.Plan);
            targets = await CampaignSnapshot.TakeAsync(db, id, plan, _time.GetUtcNow(), cancellationToken);
        }

        // While it is a draft nothing looks at its targets: a start that dies half-way is begun again.
        foreach (var page in targets.OrderBy(t => t.DeviceId).Chunk(InsertPage))
        {
            await _commit.CommitAsync((db, token) => AddTargetsAsync(db, id, page, token), cancellationToken);
        }

        return await MoveAsync(id, CampaignEvent.Start, targets.Count == 0 ? "the selection finds no device" : null, cancellationToken);
    }

    public Task<CampaignResult> PauseAsync(Guid id, string author, CancellationToken cancellationToken) =>
        MoveAsync(id, CampaignEvent.Pause, $"paused by {author}", cancellationToken);

    /// <summary>Goes on; failures so far no longer count for the stop rules.</summary>
    public Task<CampaignResult> ResumeAsync(Guid id, CancellationToken cancellationToken) =>
        MoveAsync(id, CampaignEvent.Resume, null, cancellationToken);

    public Task<CampaignResult> CancelAsync(Guid id, string author, CancellationToken cancellationToken) =>
        MoveAsync(id, CampaignEvent.Cancel, $"cancelled by {author}", cancellationToken);

    public async Task<CampaignResult> ViewAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        return row is null ? new CampaignResult.NotFound() : new CampaignResult.Done((await ViewsAsync(db, [row], cancellationToken))[0]);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<CampaignView>> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Campaigns.AsNoTracking().OrderByDescending(c => c.CreatedAt).ThenBy(c => c.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return await ViewsAsync(db, rows, cancellationToken);
    }

    private static async Task<List<CampaignView>> ViewsAsync(AcsDbContext db, List<CampaignRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var counts = await db.CampaignTargets.AsNoTracking().Where(t => ids.Contains(t.CampaignId))
            .GroupBy(t => new { t.CampaignId, t.State }).Select(g => new { g.Key.CampaignId, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new CampaignView(
            r, CampaignPlanJson.Read(r.Plan), counts.Where(c => c.CampaignId == r.Id).ToDictionary(c => c.State, c => c.Count)));
    }

    private static async Task AddTargetsAsync(AcsDbContext db, Guid id, IReadOnlyList<(long DeviceId, int Ring)> page, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.FindAsync([id], cancellationToken) is not { State: CampaignState.Draft })
        {
            return;
        }

        var ids = page.Select(p => p.DeviceId).ToList();
        var there = await db.CampaignTargets.Where(t => t.CampaignId == id && ids.Contains(t.DeviceId)).ToDictionaryAsync(t => t.DeviceId, cancellationToken);
        foreach (var (device, ring) in page)
        {
            if (there.TryGetValue(device, out var target))
            {
                target.Ring = ring;
            }
            else
            {
                db.CampaignTargets.Add(new CampaignTargetRow { CampaignId = id, DeviceId = device, Ring = ring, Reason = "waits for its turn" });
            }
        }
    }

    private static CampaignResult.Illegal Illegal(CampaignState state, CampaignEvent happened) =>
        new($"A campaign that is {state.ToString().ToLowerInvariant()} cannot be {happened.ToString().ToLowerInvariant().TrimEnd('e')}ed.".Replace("canceled", "cancelled", StringComparison.Ordinal));

    private async Task<CampaignResult> MoveAsync(Guid id, CampaignEvent happened, string? reason, CancellationToken cancellationToken)
    {
        CampaignResult? refused = null;
        await _commit.CommitAsync(
            async (db, token) =>
            {
                refused = null;
                if (await db.Campaigns.FindAsync([id], token) is not { } campaign)
                {
                    refused = new CampaignResult.NotFound();
                    return;
                }

                if (!CampaignTransitions.Allows(campaign.State, happened))
                {
                    refused = Illegal(campaign.State, happened);
                    return;
                }

                if (happened == CampaignEvent.Resume)
                {
                    campaign.Plan = CampaignPlanJson.Write(CampaignPlanJson.Read(campaign.Plan) with { FailuresCountFrom = _time.GetUtcNow() });
                }

                var (subject, _) = await _subjects.FindAsync(db, CampaignPlanJson.Read(campaign.Plan).Change, token);
                await _changes.ApplyAsync(db, campaign, subject, happened, reason, token);
            },
            cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        // What a person orders happens now, not at the next tick.
        await _tick.RunAsync(id, cancellationToken);
        return await ViewAsync(id, cancellationToken);
    }

    private async Task<IReadOnlyList<FieldError>> ErrorsAsync(CampaignPlan plan, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        Search("selection", plan.Selection.Search);
        foreach (var (at, ring) in plan.Rings.Index())
        {
            Search($"rings[{at}].search", ring.Search);
        }

        if (plan.Deadline is { } deadline && deadline <= _time.GetUtcNow())
        {
            errors.Add(new FieldError("deadline", "has passed"));
        }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (plan.Change.Type == CampaignChange.Mud)
        {
            var (subject, _) = await _subjects.FindAsync(db, plan.Change, cancellationToken);
            if (subject?.Obstacle is not null || subject is null || await db.MudFileVersions.AnyAsync(v => v.Sha256 == plan.Change.Sha256 && v.State == MudVersionState.InForce, cancellationToken))
            {
                errors.Add(new FieldError("change.sha256", "is no version of that MUD file that waits"));
            }

            return errors;
        }

        var fileType = await db.FirmwareImages.Where(i => i.Id == plan.Change.ImageId).Select(i => i.FileType).FirstOrDefaultAsync(cancellationToken);
        if (fileType is null)
        {
            errors.Add(new FieldError("change.imageId", "is no image of the catalogue"));
        }
        else if (!Transfers.TransferFileTypes.IsFirmware(fileType))
        {
            errors.Add(new FieldError("change.imageId", $"is no firmware but a file of type {fileType}"));
        }

        return errors;

        void Search(string field, string? text)
        {
            if (text is not (null or "*") && SearchParser.Parse(text, out var error) is null)
            {
                errors.Add(new FieldError(field, error!.ToString()));
            }
        }
    }
}
