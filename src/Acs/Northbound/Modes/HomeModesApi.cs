using System.Text.Json;
using Acs.Security;
using Acs.Subscribers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/mud</c>: what is done in a whole home, and the subscriber's opting out of it.</summary>
internal static class HomeModesApi
{
    public static void MapHomeModes(this IEndpointRouteBuilder api)
    {
        var home = api.MapGroup("/devices/{id}/mud").WithTags("modes");
        home.MapGet("", GetAsync).Produces<HomeModeResource>().WithSummary("The mode of the home's hosts that have none of their own, who set it, and what stands.");
        home.MapPut("", PutAsync).Takes<ModeRequest>().Produces<HomeModeResource>().WithSummary("{ mode }: for all of the home's hosts that have none of their own; inherit takes it back.");
        home.MapGet("/choices", ChoicesAsync).Produces<Page<ModeChoiceResource>>().WithSummary("Every choice that was made in the home, the newest first.");
        home.MapPost("/opt-out", (string id, HttpContext http, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                ChooseAsync(http, ModeSource.Subscriber, MudMode.Off, modes, database, token))
            .Produces<HomeModeResource>().WithSummary("For a subscriber who calls: the home's hosts are held to no MUD file. What the ISP forbids by name stays forbidden.");
        home.MapPost("/opt-in", (string id, HttpContext http, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                ChooseAsync(http, ModeSource.Subscriber, null, modes, database, token))
            .Produces<HomeModeResource>().WithSummary("The subscriber's opting out is taken back.");
        home.MapPost("/link", LinkAsync).Takes<SubscriberLinkRequest>().Produces<SubscriberLinkResource>(StatusCodes.Status201Created)
            .WithSummary("A link to a page where the subscriber sees what is done, and opts out or in; told once. How it reaches the subscriber is the ISP's.");
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device ? await HomeAsync(db, device, modes, cancellationToken) : DevicePath.NotFound();
    }

    private static async Task<IResult> PutAsync(string id, HttpContext http, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var (mode, inherits) = BodyText.IsObject(body, "{ mode }", errors) ? ModeReader.Read(body, errors) : default;
        if (mode is null && !inherits)
        {
            errors.TryAdd("mode", ["Must be off, observe, ask, enforce or inherit."]);
            return Results.ValidationProblem(errors);
        }

        return await ChooseAsync(http, ModeSource.Home, mode, modes, database, cancellationToken);
    }

    private static async Task<IResult> ChooseAsync(
        HttpContext http, ModeSource source, MudMode? mode, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        await modes.SetAsync(device.Id, source, mode, Principals.Author(http.User), cancellationToken);
        return await HomeAsync(db, device, modes, cancellationToken);
    }

    private static async Task<IResult> ChoicesAsync(
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

        var rows = await db.MudChoices.AsNoTracking().Where(c => c.DeviceId == device.Id).OrderByDescending(c => c.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, ModeChoiceResource.Of));
    }

    private static async Task<IResult> LinkAsync(string id, HttpContext http, SubscriberLinks links, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var life = SubscriberLinks.Life;
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
            if (body.ValueKind != JsonValueKind.Object || (body.TryGetProperty("days", out var days) && !(days.ValueKind == JsonValueKind.Number && days.TryGetInt32(out var count) && count is >= 1 and <= 90)))
            {
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["days"] = ["Must be 1 to 90."] });
            }

            life = days.ValueKind == JsonValueKind.Number ? TimeSpan.FromDays(days.GetInt32()) : life;
        }

        var (token, expiresAt) = await links.CreateAsync(device.Id, life, Principals.Author(http.User), cancellationToken);
        return Results.Json(new SubscriberLinkResource(SubscriberHomePage.PathOf(token), expiresAt), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> HomeAsync(AcsDbContext db, DeviceRow device, HostModes modes, CancellationToken cancellationToken) =>
        Results.Ok(HomeModeResource.Of(await HostModes.StandingAsync(db, device, cancellationToken), modes.Default));
}
