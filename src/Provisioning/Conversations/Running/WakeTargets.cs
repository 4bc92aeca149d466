using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

internal sealed class WakeTargets(SecretBox secrets, IDeviceDocuments documents) : IWakeTargets
{
    public async ValueTask<WakeTarget> OfAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        var credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == device.Id, cancellationToken);
        var reach = await db.DeviceReach.AsNoTracking().FirstOrDefaultAsync(r => r.DeviceId == device.Id, cancellationToken);
        var reported = (await documents.LoadAsync(db, device.Id, cancellationToken)).Reported;
        string? Told(string name) =>
            reported.Value($"Device.ManagementServer.{name}") is { Length: > 0 } told ? told
            : reported.Value($"InternetGatewayDevice.ManagementServer.{name}") is { Length: > 0 } old ? old
            : null;
        return new WakeTarget(
            new DeviceId(device.Oui, device.ProductClass, device.SerialNumber),
            device.EndpointId,
            device.ConnectionRequestUrl,
            credential?.ConnectionRequestUsername,
            credential is null ? null : secrets.Unprotect(credential.ProtectedConnectionRequestPassword),
            device.RemoteAddress)
        {
            UdpAddress = Told("UDPConnectionRequestAddress"),
            UdpBinding = reach?.UdpBinding,
            JabberId = Told("ConnReqJabberID"),
            LastWay = reach?.Way,
            SoftwareVersion = device.SoftwareVersion,
        };
    }
}
