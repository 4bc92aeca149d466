using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Jobs;

/// <summary>
/// Finds the work that a lost signal left lying: the database is the truth. Devices that do not answer are woken ever more
/// rarely, spread over the minutes by their number.
/// </summary>
public sealed class Sweep(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IWorkSignal signal, Transfers.TransferDeadlines transfers, Mud.Composition.PolicyEntries policy, Mud.Modes.HostModes modes, Mud.Community.CommunityFollowing community, Firewall.Trials.LostFirewalls lost, IOptions<ProvisioningOptions> options, TimeProvider time)
{
    private const int Page = 500;
    private static readonly TimeSpan Eager = TimeSpan.FromMinutes(10);

    /// <summary>The configuration is read once, at the start.</summary>
    private bool _followed;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ExpireOperationsAsync(now - options.Value.Retention.OperationExpiry, now, cancellationToken);
        await EndDiagnosticsAsync(now, cancellationToken);
        await transfers.RunAsync(now, cancellationToken);
        await policy.ExpireAsync(cancellationToken);
        await lost.RunAsync(now, cancellationToken);
        if (!_followed)
        {
            await modes.FollowDefaultAsync(cancellationToken);
            await community.RunAsync(cancellationToken);
            _followed = true;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.MudFiles.AnyAsync(f => f.State == Mud.MudFileState.Wanted, cancellationToken))
        {
            signal.MudFilesWanted();
        }

        if (await db.Devices.AnyAsync(d => d.FirewallDirty && d.Status == DeviceStatus.Active, cancellationToken))
        {
            signal.FirewallDirty();
        }

        await WakeAsync(db, now, cancellationToken);
    }

    private async Task WakeAsync(AcsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = 0L;
        var asked = now - Diagnostics.DiagnosticTiming.Poll;
        var minute = (now.UtcTicks / TimeSpan.TicksPerMinute) % 15;
        while (true)
        {
            var from = last;
            var page = await db.Devices.AsNoTracking()
                .Where(d => d.Id > from && d.Status == DeviceStatus.Active
                    && (d.Convergence == ConvergenceState.Pending
                        || db.DeviceFirewalls.Any(f => f.DeviceId == d.Id && f.TrialHash != null)
                        || db.Operations.Any(o => o.DeviceId == d.Id && o.State == OperationState.Pending)
                        || db.Operations.Any(o => o.DeviceId == d.Id && o.Type == OperationTypes.Diagnostic && o.State == OperationState.Running && o.AcceptedAt < asked)))
                .OrderBy(d => d.Id).Take(Page)
                .Select(d => new
                {
                    d.Id,
                    d.ConvergenceSince,
                    // A test that the gateway may have ended without telling: a person waits for it.
                    Awaited = db.Operations.Any(o => o.DeviceId == d.Id && o.Type == OperationTypes.Diagnostic && o.State == OperationState.Running && o.AcceptedAt < asked),
                })
                .ToListAsync(cancellationToken);
            foreach (var device in page)
            {
                if (device.Awaited || now - device.ConvergenceSince < Eager || device.Id % 15 == minute)
                {
                    signal.WakeWanted(device.Id);
                }
            }

            if (page.Count < Page)
            {
                return;
            }

            last = page[^1].Id;
        }
    }

    private Task EndDiagnosticsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        commit.CommitAsync(async (db, token) =>
        {
            var limit = now - Diagnostics.DiagnosticTiming.Longest;
            var silent = await db.Operations
                .Where(o => o.Type == OperationTypes.Diagnostic && o.State == OperationState.Running && o.AcceptedAt < limit)
                .OrderBy(o => o.CreatedAt).Take(Page).ToListAsync(token);
            silent.ForEach(o => Diagnostics.DiagnosticEnd.TimedOut().Write(o, now));
        }, cancellationToken);

    private Task ExpireOperationsAsync(DateTimeOffset limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        commit.CommitAsync(async (db, token) =>
        {
            var expired = await db.Operations
                .Where(o => o.CreatedAt < limit && (o.State == OperationState.Pending || o.State == OperationState.Running))
                .OrderBy(o => o.CreatedAt).Take(Page).ToListAsync(token);
            foreach (var operation in expired)
            {
                Conversations.Running.OperationResult.Failure("expired", "The gateway did not come for it in time.").Write(operation, now);
            }
        }, cancellationToken);
}
