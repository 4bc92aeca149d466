using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Hosts;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/hosts/{mac}/model</c>: what a host is that announces no MUD URL, so that its model's profile holds for it.</summary>
internal static class HostModelApi
{
    public static void MapHostModel(this IEndpointRouteBuilder api) =>
        api.MapPut("/devices/{id}/hosts/{mac}/model", PutAsync).WithTags("hosts").Takes<HostModelRequest>().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Says what model a host without a MUD URL is: a community's profile of that model in force narrows what it may do, as its mode says. null takes it back.");

    private static async Task<IResult> PutAsync(
        string id, string mac, HttpContext http, HostModels models, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!BodyText.IsObject(body, "{ model }", errors))
        {
            return Results.ValidationProblem(errors);
        }

        var takesBack = body.TryGetProperty("model", out var given) && given.ValueKind == JsonValueKind.Null;
        var model = takesBack ? null : BodyText.Read(body, "model", HostModels.MaxLength, needed: true, errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        return await HostPath.FindAsync(http, mac, database, cancellationToken) is { } host
            && await DeviceKeyAsync(database, host.DeviceId, cancellationToken) is { } key
            && await models.AssignAsync(key, host.Mac, model, Principals.Author(http.User), cancellationToken)
                ? Results.NoContent() : HostPath.NotFound();
    }

    private static async Task<string?> DeviceKeyAsync(IDbContextFactory<AcsDbContext> database, long device, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Devices.Where(d => d.Id == device).Select(d => d.Key).FirstOrDefaultAsync(cancellationToken);
    }
}
