using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

internal sealed class WakeTargets(SecretBox secrets) : IWakeTargets
{
    public async ValueTask<WakeTarget> OfAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        var credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == device.Id, cancellationToken);
        return new WakeTarget(
            new DeviceId(device.Oui, device.ProductClass, device.SerialNumber),
            device.EndpointId,
            device.ConnectionRequestUrl,
            credential?.ConnectionRequestUsername,
            credential is null ? null : secrets.Unprotect(credential.ProtectedConnectionRequestPassword),
            device.RemoteAddress);
    }
}
