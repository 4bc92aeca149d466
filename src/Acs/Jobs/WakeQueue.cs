using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Acs.Jobs;

/// <summary>Devices to wake, each once however often it is asked for. Bounded: what does not fit is found by the sweep.</summary>
internal sealed class WakeQueue(TimeProvider time)
{
    private const int Capacity = 100_000;

    private readonly Channel<WakeOrder> _devices =
        Channel.CreateBounded<WakeOrder>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<long, byte> _waiting = new();
    private readonly ConcurrentDictionary<long, byte> _later = new();

    /// <summary>How many devices are to be added later.</summary>
    public int Postponed => _later.Count;

    public void Add(long deviceId, bool asksOthers = true)
    {
        if (_waiting.Count < Capacity && _waiting.TryAdd(deviceId, 0))
        {
            _devices.Writer.TryWrite(new WakeOrder(deviceId, asksOthers));
        }
    }

    /// <summary>Adds it when that time has passed; one wish for each device stands for all that come meanwhile.</summary>
    public void AddLater(WakeOrder order, TimeSpan delay)
    {
        if (_later.Count < Capacity && _later.TryAdd(order.DeviceId, 0))
        {
            _ = AddAfterAsync(order, delay);
        }
    }

    public async IAsyncEnumerable<WakeOrder> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var device in _devices.Reader.ReadAllAsync(cancellationToken))
        {
            _waiting.TryRemove(device.DeviceId, out _);
            yield return device;
        }
    }

    private async Task AddAfterAsync(WakeOrder order, TimeSpan delay)
    {
        await Task.Delay(delay, time);
        _later.TryRemove(order.DeviceId, out _);
        Add(order.DeviceId, order.AsksOthers);
    }
}
