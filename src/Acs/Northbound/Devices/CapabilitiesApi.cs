using Microsoft.EntityFrameworkCore;
using Provisioning.DataModels.Capabilities;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/capabilities</c>: what the gateway can, whatever its data model.</summary>
internal static class CapabilitiesApi
{
    public static void MapCapabilities(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/capabilities", GetAsync).WithTags("devices").Produces<GatewayCapabilities>()
            .WithSummary("Wi-Fi, WAN, DHCP, hosts, firewall, firmware and diagnostics in words that do not depend on the data model, as last reported. Operations setValues { capability, value } and getValues { capabilities } take the same names.");

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, CapabilityReader reader, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device
            ? Results.Ok(reader.Read(device, await documents.LoadAsync(db, device.Id, cancellationToken)))
            : DevicePath.NotFound();
    }
}
