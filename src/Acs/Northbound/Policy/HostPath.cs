using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>The host that a path <c>/devices/{id}/hosts/{mac}</c> names.</summary>
internal static class HostPath
{
    /// <returns>Null: no such device, or no such host on its LAN.</returns>
    public static async Task<HostRow?> FindAsync(HttpContext http, string mac, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var key = mac.ToLowerInvariant().Replace('-', ':');
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device
            ? await db.Hosts.AsNoTracking().FirstOrDefaultAsync(h => h.DeviceId == device.Id && h.Mac == key, cancellationToken)
            : null;
    }

    public static IResult NotFound() =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such host.", detail: "A device is named by OUI-ProductClass-SerialNumber, its hosts by MAC address.");
}
