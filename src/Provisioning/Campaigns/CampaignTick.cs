using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Campaigns.Subjects;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>
/// Moves campaigns on, a page of devices at a time: decides on what it read, and where that changes anything decides again
/// on what the commit reads, and writes that. So it may run twice at once, or die anywhere, and the next tick goes on.
/// </summary>
public sealed partial class CampaignTick : IDisposable
{
    private const int PageSize = 100;

    // So that one campaign's million devices do not keep the others waiting; the next tick goes on where this one stopped.
    private const int MostPages = 20;

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IGroupCommit _commit;
    private readonly CampaignChanges _changes;
    private readonly CampaignSubjects _subjects;
    private readonly DevicesUnderWay _underWay;
    private readonly IWorkSignal _signal;
    private readonly TimeProvider _time;
    private readonly CampaignLimits _limits;
    private readonly ILogger<CampaignTick> _logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<Guid, long> _cursors = [];

    internal CampaignTick(
        IDbContextFactory<AcsDbContext> contexts,
        IGroupCommit commit,
        CampaignChanges changes,
        CampaignSubjects subjects,
        DevicesUnderWay underWay,
        IWorkSignal signal,
        IOptions<CampaignOptions> options,
        TimeProvider time,
        ILogger<CampaignTick> logger)
    {
        _contexts = contexts;
        _commit = commit;
        _changes = changes;
        _subjects = subjects;
        _underWay = underWay;
        _signal = signal;
        _time = time;
        _limits = CampaignLimits.Of(options.Value);
        _logger = logger;
    }

    /// <summary>Every campaign that has something under way.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            ids = await db.Campaigns.AsNoTracking()
                .Where(c => c.State == CampaignState.Running
                    || ((c.State == CampaignState.Paused || c.State == CampaignState.Cancelled)
                        && db.CampaignTargets.Any(t => t.CampaignId == c.Id
                            && (t.State == CampaignTargetState.Running
                                || (c.State == CampaignState.Cancelled && t.State == CampaignTargetState.Pending)))))
                .OrderBy(c => c.CreatedAt).Select(c => c.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in ids)
        {
            await RunAsync(id, cancellationToken);
        }
    }

    /// <summary>One campaign; what goes wrong with it is logged and is its alone.</summary>
    public async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await UnderWayAsync(id, cancellationToken);
            await PendingAsync(id, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(_logger, id, e);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task UnderWayAsync(Guid id, CancellationToken cancellationToken)
    {
        for (long after = 0; ;)
        {
            var (move, last) = await PageAsync(id, CampaignTargetState.Running, after, cancellationToken);
            if (move is null || last is null)
            {
                return;
            }

            after = last.Value;
        }
    }

    private async Task PendingAsync(Guid id, CancellationToken cancellationToken)
    {
        var start = _cursors.GetValueOrDefault(id);
        var (after, wrapped) = (start, start == 0);
        for (var page = 0; page < MostPages; page++)
        {
            var (move, last) = await PageAsync(id, CampaignTargetState.Pending, after, cancellationToken);
            if (move is null || move.Happened is not null)
            {
                _cursors.Remove(id);
                return;
            }

            if (last is null && wrapped)
            {
                // Whatever is at its end is seen now, not a minute later.
                _cursors.Remove(id);
                await PageAsync(id, CampaignTargetState.Pending, long.MaxValue, cancellationToken);
                return;
            }

            wrapped |= last is null;
            after = last ?? 0;
        }

        _cursors[id] = after;
    }

    /// <returns>Null: there is no such campaign at work. The last device of the page is null where the page was the last.</returns>
    private async Task<(CampaignMove? Move, long? Last)> PageAsync(Guid id, CampaignTargetState state, long after, CancellationToken cancellationToken)
    {
        CampaignMove? move;
        List<long> devices;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            var page = await db.CampaignTargets.AsNoTracking()
                .Where(t => t.CampaignId == id && t.State == state && t.DeviceId > after)
                .OrderBy(t => t.DeviceId).Take(PageSize).ToListAsync(cancellationToken);
            devices = page.ConvertAll(t => t.DeviceId);
            page.Where(t => t.State == CampaignTargetState.Running).ToList().ForEach(t => _underWay.Begun(t.DeviceId));
            var campaign = await db.Campaigns.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
            move = campaign is null ? null : (await DecideAsync(db, campaign, page, cancellationToken)).Move;
        }

        if (move is { IsNothing: false })
        {
            await WriteAsync(id, [.. move.Targets.Select(t => t.DeviceId)], cancellationToken);
        }

        return (move, devices.Count == PageSize ? devices[^1] : null);
    }

    private async Task WriteAsync(Guid id, List<long> devices, CancellationToken cancellationToken)
    {
        List<long> wake = [];
        IReadOnlyList<TargetMove> written = [];
        CampaignSubject? about = null;
        await _commit.CommitAsync(
            async (db, token) =>
            {
                (wake, written) = ([], []);
                if (await db.Campaigns.FindAsync([id], token) is not { } campaign)
                {
                    return;
                }

                var rows = await db.CampaignTargets.Where(t => t.CampaignId == id && devices.Contains(t.DeviceId))
                    .OrderBy(t => t.DeviceId).ToListAsync(token);
                (var move, about) = await DecideAsync(db, campaign, rows, token);
                foreach (var target in move.Targets)
                {
                    if (await _changes.ApplyAsync(db, campaign, about, rows.First(r => r.DeviceId == target.DeviceId), target, token))
                    {
                        wake.Add(target.DeviceId);
                    }
                }

                written = move.Targets;
                if (move.Happened is { } happened)
                {
                    await _changes.ApplyAsync(db, campaign, about, happened, move.Reason, token);
                }
            },
            cancellationToken);
        foreach (var begun in written.Where(m => m.Happened == CampaignTargetEvent.Begin))
        {
            _underWay.Begun(begun.DeviceId);
        }

        foreach (var ended in written.Where(m => m.Happened is not (null or CampaignTargetEvent.Begin)))
        {
            _underWay.Ended(ended.DeviceId);
        }

        wake.ForEach(_signal.WakeWanted);
        if (about is { ConcernsFirewalls: true })
        {
            _signal.MudFilesWanted();
            _signal.FirewallDirty();
        }
    }

    private async Task<(CampaignMove Move, CampaignSubject? Subject)> DecideAsync(
        AcsDbContext db, CampaignRow campaign, IReadOnlyList<CampaignTargetRow> rows, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var plan = CampaignPlanJson.Read(campaign.Plan);
        var (subject, gone) = await _subjects.FindAsync(db, plan.Change, cancellationToken);
        if ((gone ?? subject?.Obstacle) is { } obstacle && (subject is null || campaign.State == CampaignState.Running))
        {
            return campaign.State == CampaignState.Running
                ? (new CampaignMove(CampaignEvent.Pause, obstacle, []), subject)
                : (new CampaignMove(null, null, []), subject);
        }

        var standing = await CampaignLoader.StandingAsync(db, campaign, plan, now - _limits.AbsentAfter, cancellationToken);
        var targets = await CampaignLoader.FactsAsync(db, campaign.Id, plan.Change, rows, cancellationToken);
        return (CampaignDecision.Tick(plan, subject!.Change, standing, targets, _limits, now), subject);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Campaign {Campaign} could not be moved on; the others go on")]
    private static partial void LogFailed(ILogger logger, Guid campaign, Exception exception);
}
