using System.Collections.Immutable;

namespace Provisioning.Devices;

internal sealed class DeviceChanges : IDeviceChanges
{
    private ImmutableArray<Action<string?>> _listeners = [];

    public IDisposable Subscribe(Action<string?> changed)
    {
        ImmutableInterlocked.Update(ref _listeners, (list, added) => list.Add(added), changed);
        return new Subscription(this, changed);
    }

    public void Publish(string? deviceKey)
    {
        foreach (var listener in _listeners)
        {
            listener(deviceKey);
        }
    }

    private sealed class Subscription(DeviceChanges owner, Action<string?> changed) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner._listeners, (list, gone) => list.Remove(gone), changed);
    }
}
