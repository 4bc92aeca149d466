using System.Collections.Concurrent;
using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>Which devices were challenged a moment ago. Bounded; forgetting costs one more 401.</summary>
internal sealed class RecentChallenges(TimeProvider time)
{
    private const int Max = 65_536;
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DeviceId, long> _asked = new();

    public void Add(DeviceId device)
    {
        if (_asked.Count >= Max)
        {
            _asked.Clear();
        }

        _asked[device] = time.GetTimestamp();
    }

    /// <summary>It has answered: the next time it comes without a credential it is asked again.</summary>
    public void Answered(DeviceId device) => _asked.TryRemove(device, out _);

    public bool Contains(DeviceId device) =>
        _asked.TryGetValue(device, out var at) && time.GetElapsedTime(at) < _memory;
}
