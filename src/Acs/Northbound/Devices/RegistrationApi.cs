using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>POST /devices</c> and <c>PUT /devices/{id}/credentials</c>: devices and secrets that are known before the first contact.</summary>
internal static class RegistrationApi
{
    public static void MapRegistration(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices", RegisterAsync).WithTags("devices").Takes<DeviceRegistrationRequest>().Produces<DeviceResource>(StatusCodes.Status201Created)
            .WithSummary("Makes a device known before it calls; with closed enrolment the only way in.");
        api.MapPut("/devices/{id}/credentials", IssueAsync).WithTags("devices").Takes<CredentialsRequest>().Produces<DeviceLogin>()
            .WithSummary("Gives a device credentials of its own and shows them once; over MQTT the user name is the endpoint id.");
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext http, IDbContextFactory<AcsDbContext> database, DeviceRegistration registration, CancellationToken cancellationToken)
    {
        if (DeviceRegistrationRequest.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), out var errors) is not { } identity)
        {
            return Results.ValidationProblem(errors);
        }

        if (!await registration.RegisterAsync(identity, Principals.Author(http.User), cancellationToken))
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The device is known already.");
        }

        var key = identity.Id.ToString();
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Key == key, cancellationToken) is { } row
            ? Results.Created($"{NorthboundModule.Prefix}/devices/{Uri.EscapeDataString(key)}", DeviceResource.Of(row))
            : DevicePath.NotFound();
    }

    private static async Task<IResult> IssueAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, DeviceRegistration registration, CancellationToken cancellationToken)
    {
        if (CredentialsRequest.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), out var error) is not { } request)
        {
            return ProblemHandler.Invalid("password", error);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device
            && await registration.IssueAsync(device.Key, request.Password, Principals.Author(http.User), cancellationToken) is { } login
            ? Results.Ok(login)
            : DevicePath.NotFound();
    }
}
