using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Provisioning.Devices;
using Provisioning.DesiredState;
using Provisioning.Firewall.Compilation;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall;

/// <summary>
/// Works out the firewall layer of every device that has <see cref="DeviceRow.FirewallDirty"/> set. Idempotent; finds its
/// work in the database, page by page; one device's failure is logged and stops no other.
/// </summary>
public sealed partial class FirewallCompilation(
    IDbContextFactory<AcsDbContext> contexts,
    IGroupCommit commit,
    IDeviceDocuments documents,
    IWorkSignal signal,
    GatewayFactsLoader facts,
    TimeProvider time,
    ILogger<FirewallCompilation> logger)
{
    private const int Page = 100;

    // Those at work together share a commit: alone, each would wait for the disk by itself.
    private const int AtOnce = 8;

    private const string Author = "firewall-compilation";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long after = 0;
        while (await PageAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1];
            var loaded = await facts.LoadAsync(page, cancellationToken);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, parallel, async (deviceId, token) =>
            {
                try
                {
                    await CompileAsync(deviceId, loaded, token);
                }
                catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
                {
                    LogFailed(logger, deviceId, e);
                }
            });
        }
    }

    private async Task<List<long>> PageAsync(long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Devices.AsNoTracking()
            .Where(d => d.FirewallDirty && d.Status == DeviceStatus.Active && d.Id > after)
            .OrderBy(d => d.Id).Select(d => d.Id).Take(Page).ToListAsync(cancellationToken);
    }

    private async Task CompileAsync(long deviceId, GatewayFactsPage page, CancellationToken cancellationToken)
    {
        var (revision, loaded) = page.Of(deviceId);
        var result = GatewayFirewall.Of(loaded);
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                changed = false;
                if (await db.Devices.FindAsync([deviceId], token) is not { } device)
                {
                    return;
                }

                // Changed meanwhile: what was worked out is stored, and worked out again.
                device.FirewallDirty = result.Unfinished || device.Revision != revision;
                device.Revision++;
                var held = await HeldAsync(db, deviceId, result.Layer, token);
                if (held is null && result.Layer is { } layer && await documents.SaveLayerAsync(db, deviceId, layer, Author, token))
                {
                    changed = true;
                    db.DeviceEvents.Add(new DeviceEventRow
                    {
                        DeviceId = deviceId, At = time.GetUtcNow(), Kind = "mud.compiled", Text = Summary(result),
                    });
                }

                await SaveHostsAsync(db, deviceId, held is null ? result.Hosts : [.. result.Hosts.Select(h => Held(h, held))], token);
            },
            cancellationToken);
        if (changed)
        {
            signal.WakeWanted(deviceId);
        }
    }

    /// <summary>The gateway was lost with it: it keeps what it has.</summary>
    private static async Task<UndoneFirewall?> HeldAsync(AcsDbContext db, long deviceId, DesiredLayer? layer, CancellationToken cancellationToken)
    {
        if (layer is null || await db.DeviceFirewalls.FindAsync([deviceId], cancellationToken) is not { UndoneHash: not null } row)
        {
            return null;
        }

        var standing = FirewallStandings.Of(row);
        row.IsHeld = FirewallTrials.Holds(standing, layer.Hash);
        return row.IsHeld ? standing.Undone : null;
    }

    private static HostOutcome Held(HostOutcome host, UndoneFirewall undone) => host.Policy is null ? host
        : undone.IsTriedAgain ? host with
        {
            State = Mud.MudHostState.Waiting,
            Reason = "The gateway was lost with these rules, and they were taken back: those before hold until it is back with them, then these are tried once more.",
        }
        : host with
        {
            State = Mud.MudHostState.Failed,
            Reason = "The gateway was lost with these rules, and they were taken back: those before hold until others are compiled, or a person lets them go again.",
        };

    private static string Summary(GatewayFirewall result)
    {
        var hosts = result.Hosts.Count(h => h.Policy is not null);
        return result.Hosts.Any(h => h.Policy is { Dialect: FirewallDialect.None })
            ? $"Access control shuts {result.Hosts.Count(h => h.IsShutOut)} of the hosts out of the internet: the gateway has no firewall rules."
            : hosts == 0 ? "No firewall rules from MUD files are wanted."
            : $"Firewall rules from MUD files for {hosts} {(hosts == 1 ? "host" : "hosts")}: {result.Hosts.Sum(h => h.Policy is { } p ? Tr181Printer.CountRules(p) : 0)} rules, {FirewallDialects.NameOf(result.Hosts.First(h => h.Policy is not null).Policy!.Dialect)}.";
    }

    private static async Task SaveHostsAsync(AcsDbContext db, long deviceId, IReadOnlyList<HostOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var outcome in outcomes)
        {
            if (await db.Hosts.FindAsync([deviceId, outcome.Mac], cancellationToken) is not { } host)
            {
                continue;
            }

            host.State = outcome.State;
            host.Reason = outcome.Reason is { Length: > 4000 } reason ? reason[..4000] : string.IsNullOrEmpty(outcome.Reason) ? null : outcome.Reason;
            host.Approximations = ApproximationText.Write(outcome.Policy?.Approximations ?? []);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The firewall of device {DeviceId} could not be worked out; the others go on")]
    private static partial void LogFailed(ILogger logger, long deviceId, Exception exception);
}
