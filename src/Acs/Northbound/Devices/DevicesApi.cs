using Acs.Security;
using Acs.Waking;
using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Search;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices</c>: find, read, change, forget, approve, wake.</summary>
internal static class DevicesApi
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("devices");
        devices.MapGet("/", ListAsync).Produces<Page<DeviceResource>>().WithSummary("Devices; search as in the dashboard's box.");
        devices.MapGet("/{id}", GetAsync).Produces<DeviceResource>();
        devices.MapPatch("/{id}", PatchAsync).Takes<DevicePatch>().Produces<DeviceResource>().WithSummary("Tags, subscriber, time zone.");
        devices.MapDelete("/{id}", DeleteAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Forgets the device and everything known of it.");
        devices.MapPost("/{id}/approve", ApproveAsync).Produces<DeviceResource>().WithSummary("Releases it from quarantine.");
        devices.MapPost("/{id}/wake", WakeAsync).Produces<WakeResult>().WithSummary("Connection request or USP nudge now.");
    }

    private static async Task<IResult> ListAsync(
        string? search, string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (SearchParser.Parse(search, out var error) is not { } node)
        {
            return ProblemHandler.Invalid("search", $"{error}.");
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var matches = await DeviceSearch.ApplyAsync(db, node, time.GetUtcNow(), cancellationToken);
        var rows = await matches.AsNoTracking().Where(d => d.Id > page.After).OrderBy(d => d.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.Of(rows, d => d.Id, DeviceResource.Of));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device
            ? Results.Ok(DeviceResource.Of(device))
            : DevicePath.NotFound();
    }

    private static async Task<IResult> PatchAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, FleetAdministration fleet, CancellationToken cancellationToken)
    {
        var patch = DevicePatch.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), out var errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var author = Principals.Author(http.User);
        var found = await fleet.ChangeAsync(device.Key, (_, row) => ("device.changed", $"{author} changed {patch.Apply(row)}."), wake: false, cancellationToken);
        return found ? await GetAsync(id, http, database, cancellationToken) : DevicePath.NotFound();
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, FleetAdministration fleet, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device &&
            await fleet.ForgetAsync(device.Key, Principals.Author(http.User), cancellationToken)
            ? Results.NoContent()
            : DevicePath.NotFound();
    }

    private static async Task<IResult> ApproveAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, FleetAdministration fleet, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        // Approving twice changes nothing, and says nothing twice.
        if (device.Status != DeviceStatus.Active)
        {
            await fleet.ApproveAsync(device.Key, Principals.Author(http.User), cancellationToken);
        }

        return await GetAsync(id, http, database, cancellationToken);
    }

    private static async Task<IResult> WakeAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, DeviceWaking waking, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device &&
            await waking.WakeAsync(device.Id, asksOthers: true, cancellationToken) is { } result
            ? Results.Ok(result)
            : DevicePath.NotFound();
    }
}
