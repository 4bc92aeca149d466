using Microsoft.EntityFrameworkCore;
using Provisioning.Firmware;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/files</c>: what a device uploaded (its configuration, its log).</summary>
internal static class DeviceFilesApi
{
    public static void MapDeviceFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{id}/files", ListAsync).WithTags("files").Produces<IReadOnlyList<DeviceFileItem>>()
            .WithSummary("What it uploaded, the newest first; order one with an operation of type upload without url.");
        api.MapGet("/devices/{id}/files/{file:guid}", GetAsync).WithTags("files").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .WithSummary("The bytes of one.");
        api.MapDelete("/devices/{id}/files/{file:guid}", DeleteAsync).WithTags("files").Produces(StatusCodes.Status204NoContent)
            .WithSummary("Removes one.");
    }

    private static async Task<IResult> ListAsync(string id, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var rows = await db.DeviceFiles.AsNoTracking().Where(f => f.DeviceId == device.Id).OrderByDescending(f => f.ReceivedAt).ToListAsync(cancellationToken);
        return Results.Ok(rows.Select(DeviceFileItem.Of));
    }

    /// <summary>Also behind the page's link, which has the administrator's session in place of a key.</summary>
    public static async Task<IResult> GetAsync(
        string id, Guid file, HttpContext http, IDbContextFactory<AcsDbContext> database, UploadStore store, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var row = await db.DeviceFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file && f.DeviceId == device.Id, cancellationToken);
        if (row is null || store.Find(row.Id) is not { } path)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such file.");
        }

        // Never as what it says it is: it comes from a gateway and would be shown under our own address.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(path, "application/octet-stream", row.FileName);
    }

    private static async Task<IResult> DeleteAsync(
        string id, Guid file, HttpContext http, IDbContextFactory<AcsDbContext> database, DeviceFiles files, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device ? DevicePath.NotFound()
            : await files.DeleteAsync(device.Id, file, cancellationToken) ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such file.");
    }
}
