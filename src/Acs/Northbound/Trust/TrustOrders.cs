using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Trust;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Acs.Northbound;

/// <summary>Orders what an operator wants of an agent's trust, as <c>POST /devices/{id}/operations</c> orders anything.</summary>
internal sealed class TrustOrders(
    IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, ControllerEndpoint endpoint, FleetAdministration fleet, OperationWait waiting)
{
    public async Task<IResult> OrderAsync(
        HttpContext http, string? wait, Func<TrustTable, (OperationRequest? Request, string Field, string Text)> make, CancellationToken cancellationToken)
    {
        if (!OperationsApi.TryReadWait(wait, out var seconds))
        {
            return OperationsApi.WrongWait();
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        if (!TrustView.IsUsp(device))
        {
            return TrustApi.NoUsp();
        }

        if (device.Status == DeviceStatus.Quarantined)
        {
            return OperationsApi.Quarantined();
        }

        var (request, field, text) = make(TrustTable.Read((await documents.LoadAsync(db, device.Id, cancellationToken)).Reported, endpoint.Id));
        if (request is null)
        {
            return ProblemHandler.Invalid(field, text);
        }

        return await fleet.OrderAsync(device.Key, request, Principals.Author(http.User), cancellationToken) is { } operation
            && await waiting.ForAsync(operation, device.Key, TimeSpan.FromSeconds(seconds), cancellationToken) is { } row
            ? Results.Accepted($"{NorthboundModule.Prefix}/operations/{operation}", OperationResource.Of(row))
            : DevicePath.NotFound();
    }
}
