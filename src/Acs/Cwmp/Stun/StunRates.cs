using System.Collections.Concurrent;
using System.Net;

namespace Acs.Cwmp.Stun;

/// <summary>So many datagrams per address and second are answered, and no more. Bounded.</summary>
internal sealed class StunRates(int perSecond, TimeProvider time)
{
    private const int Max = 100_000;

    private readonly ConcurrentDictionary<IPAddress, Window> _windows = new();

    public bool Take(IPAddress address)
    {
        if (_windows.Count >= Max)
        {
            _windows.Clear();
        }

        var window = _windows.GetOrAdd(address, static _ => new Window());
        lock (window)
        {
            if (window.Count == 0 || time.GetElapsedTime(window.Since) >= TimeSpan.FromSeconds(1))
            {
                (window.Since, window.Count) = (time.GetTimestamp(), 0);
            }

            return ++window.Count <= perSecond;
        }
    }

    private sealed class Window
    {
        public long Since { get; set; }

        public int Count { get; set; }
    }
}
