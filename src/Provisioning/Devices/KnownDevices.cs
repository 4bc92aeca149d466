using System.Collections.Concurrent;
using Provisioning.Storage;

namespace Provisioning.Devices;

/// <summary>Every device that came since this process started, found by what it says of itself.</summary>
internal sealed class KnownDevices(IDeviceChanges changes) : ICommitListener
{
    private readonly ConcurrentDictionary<DeviceId, KnownDevice> _byId = new();
    private readonly ConcurrentDictionary<long, KnownDevice> _byRow = new();

    public int Count => _byRow.Count;

    public KnownDevice? Find(DeviceId id) => _byId.GetValueOrDefault(id);

    public KnownDevice? Find(long rowId) => _byRow.GetValueOrDefault(rowId);

    /// <summary>The one object for the row, known under this identity from now on too.</summary>
    public KnownDevice Add(long rowId, DeviceId row, DeviceId asContacted)
    {
        var device = _byRow.GetOrAdd(rowId, static (r, id) => new KnownDevice(r, id), row);
        device.Id = row;
        _byId[row] = device;
        _byId[asContacted] = device;
        return device;
    }

    public void Forget(KnownDevice device)
    {
        _byRow.TryRemove(device.RowId, out _);
        foreach (var (id, other) in _byId)
        {
            if (ReferenceEquals(other, device))
            {
                _byId.TryRemove(id, out _);
            }
        }
    }

    public void Missed()
    {
        foreach (var device in _byRow.Values)
        {
            device.Touched(DeviceAspects.Row | DeviceAspects.Layers | DeviceAspects.Credentials | DeviceAspects.Elsewhere);
        }

        changes.Publish(null);
    }

    public void Committed(IReadOnlyDictionary<long, CommittedDevice> devices)
    {
        foreach (var (rowId, change) in devices)
        {
            if (_byRow.TryGetValue(rowId, out var device))
            {
                device.Touched(change.Aspects);
                if (change.Aspects.HasFlag(DeviceAspects.Removed))
                {
                    Forget(device);
                }
            }

            // Who waits for an operation's end hears of it here; its row alone does not say whose device it is.
            if ((change.Aspects & (DeviceAspects.Row | DeviceAspects.Removed | DeviceAspects.Operations)) != DeviceAspects.None &&
                (change.Key ?? device?.Id.ToString()) is { } key)
            {
                changes.Publish(key);
            }
        }
    }
}
