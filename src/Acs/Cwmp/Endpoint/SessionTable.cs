using System.Collections.Concurrent;
using Acs.Cwmp.Session;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// The sessions of this process, by cookie and by device. A sweep ends those whose gateway is gone; the conversation of every
/// session is disposed exactly once, whichever way it ends.
/// </summary>
internal sealed class SessionTable(InformLoops loops, TimeProvider time, CwmpMetrics metrics, ILogger<SessionTable> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, LiveSession> _byToken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<DeviceId, LiveSession> _byDevice = new();

    public int Count => _byToken.Count;

    public void Add(LiveSession session)
    {
        _byToken[session.Token] = session;
        _byDevice[session.Device] = session;
        metrics.SessionStarted();
    }

    public LiveSession? Find(string token) => _byToken.GetValueOrDefault(token);

    public bool IsLive(LiveSession session) => _byToken.TryGetValue(session.Token, out var found) && ReferenceEquals(found, session);

    /// <summary>Ends the session that the device still has here: a new Inform says that it gave that up. Only for an equal or better proof of who it is.</summary>
    public async ValueTask ReplaceAsync(DeviceId device, ContactTrust trust)
    {
        if (_byDevice.TryGetValue(device, out var old) && trust >= old.Trust)
        {
            Abandoned(old);
            await BreakAsync(old, "A new session began.");
        }
    }

    /// <summary>Takes a session out and disposes its conversation. The caller holds it.</summary>
    public async ValueTask CloseAsync(LiveSession session)
    {
        if (!_byToken.TryRemove(session.Token, out _))
        {
            return;
        }

        _byDevice.TryRemove(new KeyValuePair<DeviceId, LiveSession>(session.Device, session));
        metrics.SessionEnded(time.GetElapsedTime(session.StartedAt));
        try
        {
            await session.Conversation.DisposeAsync();
        }
        catch (Exception e)
        {
            // One device's trouble; its lease runs out by itself.
            CwmpLog.DisposeFailed(logger, session.Device, e);
        }

        session.Dispose();
    }

    /// <summary>Ends what has waited too long.</summary>
    public async Task SweepAsync()
    {
        var now = time.GetUtcNow();
        foreach (var session in _byToken.Values)
        {
            if (session.Machine.Deadline < now)
            {
                CwmpLog.SessionTimedOut(logger, session.Device);
                Abandoned(session);
                await BreakAsync(session, "The gateway did not come back in time.");
            }
        }
    }

    public async Task CloseAllAsync()
    {
        foreach (var session in _byToken.Values)
        {
            await BreakAsync(session, "The server stops.");
        }
    }

    private void Abandoned(LiveSession session)
    {
        if (!session.WentOn)
        {
            loops.Abandoned(session.Device, session.Address);
        }
    }

    private async ValueTask BreakAsync(LiveSession session, string reason)
    {
        if (!await TakeAsync(session))
        {
            return;
        }

        try
        {
            if (IsLive(session) && session.Machine.Step(new SessionInput.Broken(reason), time.GetUtcNow()) is SessionOutput.Complete lost)
            {
                using var patience = new CancellationTokenSource(_patience, time);
                await session.Conversation.CompleteAsync(lost.Outcome, patience.Token);
            }
        }
        catch (Exception e)
        {
            CwmpLog.CompleteFailed(logger, session.Device, e);
        }
        finally
        {
            await CloseAsync(session);
        }
    }

    /// <summary>Holds the session, if need be by cancelling the request that does; false when that one does not let go.</summary>
    private async ValueTask<bool> TakeAsync(LiveSession session)
    {
        if (session.TryHold())
        {
            return true;
        }

        try
        {
            session.Break();
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10), time);
        for (var i = 0; i < 100 && IsLive(session); i++)
        {
            await pause.WaitForNextTickAsync();
            if (session.TryHold())
            {
                return true;
            }
        }

        return false;
    }
}
