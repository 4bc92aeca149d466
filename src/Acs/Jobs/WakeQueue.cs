using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Acs.Jobs;

/// <summary>Devices to wake, each once however often it is asked for. Bounded: what does not fit is found by the sweep.</summary>
internal sealed class WakeQueue
{
    private const int Capacity = 100_000;

    private readonly Channel<long> _devices =
        Channel.CreateBounded<long>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<long, byte> _waiting = new();

    public void Add(long deviceId)
    {
        if (_waiting.Count < Capacity && _waiting.TryAdd(deviceId, 0))
        {
            _devices.Writer.TryWrite(deviceId);
        }
    }

    public async IAsyncEnumerable<long> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var device in _devices.Reader.ReadAllAsync(cancellationToken))
        {
            _waiting.TryRemove(device, out _);
            yield return device;
        }
    }
}
