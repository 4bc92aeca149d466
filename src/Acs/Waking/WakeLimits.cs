using System.Collections.Concurrent;

namespace Acs.Waking;

/// <summary><c>Acs:Wake:PerMinute</c>: how often one device is woken, so that a storm of wishes is none of requests.</summary>
internal sealed class WakeLimits(int perMinute, TimeProvider time)
{
    private const int Max = 200_000;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Queue<long>> _wakes = new();

    public int PerMinute => perMinute;

    /// <summary>Takes a turn, or says how long to wait for one.</summary>
    public TimeSpan? Wait(long deviceId)
    {
        if (_wakes.Count >= Max)
        {
            _wakes.Clear();
        }

        var wakes = _wakes.GetOrAdd(deviceId, static _ => new Queue<long>());
        lock (wakes)
        {
            while (wakes.TryPeek(out var first) && time.GetElapsedTime(first) >= _window)
            {
                wakes.Dequeue();
            }

            if (wakes.Count >= perMinute)
            {
                return _window - time.GetElapsedTime(wakes.Peek());
            }

            wakes.Enqueue(time.GetTimestamp());
            return null;
        }
    }
}
