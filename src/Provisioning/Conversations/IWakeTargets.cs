using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations;

/// <summary>Makes what a waker needs out of a device's rows, secrets included.</summary>
public interface IWakeTargets
{
    ValueTask<WakeTarget> OfAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken);
}
