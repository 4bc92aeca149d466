using System.Collections.Concurrent;
using Provisioning.Jobs;
using Provisioning.Storage;

namespace Provisioning.Campaigns;

/// <summary>
/// Hears when a gateway that is under way changed, and asks for a tick soon after, so that an outcome need not wait for the
/// clock. Only a hint: what it forgets or misses, the recurring tick finds.
/// </summary>
internal sealed class DevicesUnderWay : ICommitListener, IDisposable
{
    // Many gateways report within a breath; each tick looks at all of them.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, bool> _devices = new();
    private readonly ITimer _timer;
    private int _armed;

    public DevicesUnderWay(IWorkSignal signal, TimeProvider time)
    {
        _timer = time.CreateTimer(
            _ =>
            {
                Volatile.Write(ref _armed, 0);
                signal.CampaignMoved();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public void Begun(long device) => _devices[device] = true;

    public void Ended(long device) => _devices.TryRemove(device, out _);

    public void Committed(IReadOnlyDictionary<long, CommittedDevice> devices)
    {
        if (_devices.IsEmpty || !devices.Any(d => d.Value.Aspects.HasFlag(DeviceAspects.Row) && _devices.ContainsKey(d.Key)))
        {
            return;
        }

        if (Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(Breath, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Only hints were missed.</summary>
    public void Missed()
    {
    }

    public void Dispose() => _timer.Dispose();
}
