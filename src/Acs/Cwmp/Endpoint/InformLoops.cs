using System.Collections.Concurrent;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// Gateways that open sessions and never go on with them (some firmware takes the InformResponse for an error and sends the next
/// Inform at once, for ever): held off, longer each time. By address too, so that nobody can have another's gateway held off.
/// </summary>
internal sealed class InformLoops(IQuirkSightings sightings, CwmpMetrics metrics, TimeProvider time)
{
    /// <summary>Sessions abandoned after their Inform, one after the other, that bad luck no longer explains: it is told.</summary>
    public const int Suspicious = 5;

    /// <summary>From so many on it is held off.</summary>
    public const int Patience = 30;

    private const int MaxDoublings = 6;
    private const int MaxRemembered = 10_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<(DeviceId Device, string? Address), Loop> _loops = new();
    private int _count;
    private DateTimeOffset _forgotAt;

    /// <summary>A session ended in which nothing came after the Inform.</summary>
    public void Abandoned(DeviceId device, string? address)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _count) >= MaxRemembered && now - _forgotAt > Pause)
        {
            Forget(now);
        }

        var loop = _loops.GetValueOrDefault((device, address));
        if (loop.Times == 0 && Volatile.Read(ref _count) >= MaxRemembered)
        {
            return;
        }

        var times = loop.At < now - Forgotten ? 1 : loop.Times + 1;
        var wait = times < Patience ? TimeSpan.Zero : FirstWait * (1 << Math.Min(times - Patience, MaxDoublings));
        wait = wait < LongestWait ? wait : LongestWait;
        _loops[(device, address)] = new Loop(times, now, now + wait);
        Volatile.Write(ref _count, _loops.Count);
        if (times >= Suspicious)
        {
            metrics.Tolerated(nameof(Quirk.InformLoop));
            sightings.Saw(device, Quirk.InformLoop, $"{times} sessions from {address ?? "an unknown address"} ended after their Inform.");
        }
    }

    /// <summary>How long it has to wait; null: it may come.</summary>
    public TimeSpan? Wait(DeviceId device, string? address) =>
        Volatile.Read(ref _count) > 0 && _loops.TryGetValue((device, address), out var loop) && loop.Until - time.GetUtcNow() is { Ticks: > 0 } wait
            ? wait
            : null;

    /// <summary>It went on with a session: all is well.</summary>
    public void WentOn(DeviceId device, string? address)
    {
        if (Volatile.Read(ref _count) > 0 && _loops.TryRemove((device, address), out _))
        {
            Volatile.Write(ref _count, _loops.Count);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        _forgotAt = now;
        foreach (var (key, loop) in _loops)
        {
            if (loop.At < now - Forgotten)
            {
                _loops.TryRemove(key, out _);
            }
        }

        Volatile.Write(ref _count, _loops.Count);
    }

    private readonly record struct Loop(int Times, DateTimeOffset At, DateTimeOffset Until);
}
