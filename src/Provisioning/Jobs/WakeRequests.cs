using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning.Jobs;

/// <summary>Hears when another node cannot reach a device, and tries here if the device was here.</summary>
internal sealed class WakeRequests(IWorkSignal signal, KnownDevices known) : ICommitListener
{
    public void Committed(IReadOnlyDictionary<long, CommittedDevice> devices)
    {
        foreach (var (rowId, change) in devices)
        {
            if (change.Aspects.HasFlag(DeviceAspects.Wake | DeviceAspects.Elsewhere) && known.Find(rowId) is not null)
            {
                signal.WakeWantedElsewhere(rowId);
            }
        }
    }

    /// <summary>The sweep asks again.</summary>
    public void Missed()
    {
    }
}
