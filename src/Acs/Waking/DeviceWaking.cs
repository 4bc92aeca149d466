using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Acs.Waking;

/// <summary>
/// Makes one device talk: first by the way that worked last, then by each other way of the protocols that it speaks until
/// one reaches it. Who asks while it is being woken shares that answer, and who asks too often is told so.
/// </summary>
internal sealed class DeviceWaking(
    IDbContextFactory<AcsDbContext> database,
    IWakeTargets targets,
    IEnumerable<IWaker> wakers,
    IReachRecords records,
    OtherNodes others,
    WakeLimits limits,
    WakingMetrics metrics,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<long, Lazy<Task<WakeResult?>>> _underWay = new();

    /// <summary>Devices that are being woken now.</summary>
    internal int UnderWay => _underWay.Count;

    /// <summary>What came back, or null: no such device.</summary>
    /// <param name="asksOthers">Where this node cannot reach it, the others try.</param>
    public async Task<WakeResult?> WakeAsync(long deviceId, bool asksOthers, CancellationToken cancellationToken)
    {
        // Not cancelled with one of those who wait for it: every way has a limit of its own.
        var wake = _underWay.GetOrAdd(deviceId, id => new Lazy<Task<WakeResult?>>(() => Task.Run(() => WakeAloneAsync(id, asksOthers), CancellationToken.None)));
        return await wake.Value.WaitAsync(cancellationToken);
    }

    private async Task<WakeResult?> WakeAloneAsync(long deviceId, bool asksOthers)
    {
        try
        {
            return await WakeOnceAsync(deviceId, asksOthers);
        }
        finally
        {
            // Here and not by who waits: when all of them have left, the next one must not get this answer as its own.
            _underWay.TryRemove(deviceId, out _);
        }
    }

    private async Task<WakeResult?> WakeOnceAsync(long deviceId, bool asksOthers)
    {
        if (await TargetAsync(deviceId) is not { } found)
        {
            return null;
        }

        var (device, target) = found;
        // An agent that is connected answers at once, so USP goes first; the others in the order in which they are registered.
        var ways = wakers.Where(w => device.Protocols.HasFlag(w.Protocol) && w.CanTry(target))
            .OrderByDescending(w => w.Way == target.LastWay).ThenByDescending(w => w.Protocol).ToList();
        if (ways.Count == 0)
        {
            return new WakeResult(false, "none", "There is no way to it: it has been heard over no protocol that can wake it, or has told no address.");
        }

        var attempts = new List<WakeAttempt>();
        var hasTurn = false;
        foreach (var waker in ways)
        {
            // A connected agent costs nothing to wake; what goes out to a gateway is limited.
            if (waker.Protocol != Protocols.Usp && !hasTurn)
            {
                if (limits.Wait(deviceId) is { } wait)
                {
                    metrics.Limited();
                    return new WakeResult(false, "none", $"It was woken {limits.PerMinute} times within a minute (Acs:Wake:PerMinute); ask again in {Math.Ceiling(wait.TotalSeconds)} s.") { TurnComesAfter = wait };
                }

                hasTurn = true;
            }

            var started = time.GetTimestamp();
            var result = await waker.WakeAsync(target, CancellationToken.None);
            attempts.Add(new WakeAttempt(result.Way, result.Reached, result.Detail, (long)time.GetElapsedTime(started).TotalMilliseconds));
            metrics.Tried(result.Way, result.Reached);
            if (result.Reached)
            {
                if (target.LastWay != result.Way)
                {
                    await records.WokenAsync(deviceId, result.Way, CancellationToken.None);
                }

                return result with { Attempts = attempts };
            }
        }

        var failed = attempts switch
        {
            [var only] => new WakeResult(false, only.Way, only.Detail) { Attempts = attempts },
            _ => new WakeResult(false, attempts[^1].Way, string.Join(" ", attempts.Select(a => $"{a.Way}: {a.Detail}."))) { Attempts = attempts },
        };
        // An agent is connected to one node's broker, and a NAT lets in only the node that its STUN client spoke to.
        return asksOthers && (device.Protocols.HasFlag(Protocols.Usp) || target.UdpBinding is not null) && await others.AskToWakeAsync(deviceId, CancellationToken.None)
            ? failed with { Detail = $"{failed.Detail} The other nodes of this server are asked." }
            : failed;
    }

    // The database is left before the gateway is called: a slow gateway must not hold a connection.
    private async Task<(DeviceRow Device, WakeTarget Target)?> TargetAsync(long deviceId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deviceId) is { } device
            ? (device, await targets.OfAsync(db, device, CancellationToken.None))
            : null;
    }
}
