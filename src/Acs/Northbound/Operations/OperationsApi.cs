using System.Globalization;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Diagnostics;
using Provisioning.Firmware;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/operations</c> and <c>/operations/{id}</c>.</summary>
internal static class OperationsApi
{
    private const int LongestWait = 300;

    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/{id}/operations", OrderAsync).WithTags("operations")
            .Takes<OperationRequest>().Produces<OperationResource>(StatusCodes.Status202Accepted)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                foreach (var media in operation.RequestBody?.Content?.Values ?? [])
                {
                    media.Schema = OperationSchemas.Body();
                }

                return Task.CompletedTask;
            })
            .WithSummary("Orders an operation and wakes the device; ?wait=30 waits that many seconds for its end.");
        api.MapGet("/devices/{id}/operations", ListAsync).WithTags("operations").Produces<Page<OperationResource>>();
        api.MapGet("/operations/{operation:guid}", GetAsync).WithTags("operations").Produces<OperationResource>();
    }

    internal static IResult WrongWait() => ProblemHandler.Invalid("wait", $"Must be 0 to {LongestWait} seconds.");

    internal static IResult Quarantined() =>
        Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The device is in quarantine.", detail: "Approve it first.");

    private static async Task<IResult> OrderAsync(
        string id, string? wait, HttpContext http, IDbContextFactory<AcsDbContext> database, FleetAdministration fleet,
        FirmwareLinks links, SpeedTestLinks speed, OperationWait waiting, CancellationToken cancellationToken)
    {
        if (!TryReadWait(wait, out var seconds))
        {
            return WrongWait();
        }

        var request = OperationRequestReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), out var errors);
        if (request is null)
        {
            return Results.ValidationProblem(errors.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal));
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        if (device.Status == DeviceStatus.Quarantined)
        {
            return Quarantined();
        }

        if (request.ImageId is { } image)
        {
            if (await db.FirmwareImages.AsNoTracking().FirstOrDefaultAsync(i => i.Id == image, cancellationToken) is not { } found)
            {
                return ProblemHandler.Invalid("imageId", "There is no such file in the catalogue.");
            }

            var link = links.For(found, device.Id, device.RemoteAddress, $"order-{Guid.CreateVersion7():N}");
            request = request with { FileType = request.FileType ?? found.FileType, Url = link.Url, Username = link.Username, Password = link.Password, FileSize = found.Size, Sha256 = found.Sha256 };
        }

        request = speed.Complete(request, device.RemoteAddress);
        if (await fleet.OrderAsync(device.Key, request, Principals.Author(http.User), cancellationToken) is not { } operation)
        {
            return DevicePath.NotFound();
        }

        var row = await waiting.ForAsync(operation, device.Key, TimeSpan.FromSeconds(seconds), cancellationToken);
        return row is null ? NotFound() : Results.Accepted($"{NorthboundModule.Prefix}/operations/{operation}", OperationResource.Of(row));
    }

    private static async Task<IResult> ListAsync(
        string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var rows = await db.Operations.AsNoTracking().Where(o => o.DeviceId == device.Id).OrderByDescending(o => o.CreatedAt).ThenBy(o => o.Id)
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, OperationResource.Of));
    }

    private static async Task<IResult> GetAsync(Guid operation, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Operations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == operation, cancellationToken) is { } row
            ? Results.Ok(OperationResource.Of(row))
            : NotFound();
    }

    internal static bool TryReadWait(string? wait, out int seconds)
    {
        seconds = 0;
        return wait is null || (int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= LongestWait);
    }

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such operation.");
}
