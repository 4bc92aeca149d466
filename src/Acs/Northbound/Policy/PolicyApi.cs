using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>What the ISP says about all homes' hosts, and what a subscriber says about one of the home's.</summary>
internal static class PolicyApi
{
    public static void MapPolicy(this IEndpointRouteBuilder api)
    {
        var isp = api.MapGroup("/mud/policy").WithTags("policy");
        isp.MapGet("", (string? limit, string? cursor, bool? ended, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                ListAsync(limit, cursor, ended is true, e => e.DeviceId == null, database, token))
            .Produces<Page<PolicyEntryResource>>().WithSummary("The ISP's baseline. ?ended=true shows what was taken back, too.");
        isp.MapPost("", (HttpContext http, PolicyEntries entries, TimeProvider time, CancellationToken token) =>
                PostAsync(http, PolicyLayer.Isp, null, null, entries, time, token))
            .Takes<PolicyEntryRequest>().Produces<PolicyEntryResource>(StatusCodes.Status201Created)
            .WithSummary("Forbids or lets through packets of every home's hosts, or of those under one MUD URL. Nobody widens what is forbidden here.");
        isp.MapDelete("/{entry:guid}", (Guid entry, HttpContext http, PolicyEntries entries, CancellationToken token) =>
                DeleteAsync(http, entry, null, null, entries, token))
            .Produces(StatusCodes.Status204NoContent).WithSummary("Takes an entry back. It stays on record.");

        var home = api.MapGroup("/devices/{id}/hosts/{mac}/policy").WithTags("policy");
        home.MapGet("", async (string id, string mac, string? limit, string? cursor, bool? ended, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                await HostPath.FindAsync(http, mac, database, token) is { } host
                    ? await ListAsync(limit, cursor, ended is true, e => e.DeviceId == host.DeviceId && e.Mac == host.Mac, database, token)
                    : HostPath.NotFound())
            .Produces<Page<PolicyEntryResource>>().WithSummary("The subscriber's choices for a host.");
        home.MapPost("", async (string id, string mac, HttpContext http, PolicyEntries entries, TimeProvider time, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                await HostPath.FindAsync(http, mac, database, token) is { } host
                    ? await PostAsync(http, PolicyLayer.Subscriber, host.DeviceId, host.Mac, entries, time, token)
                    : HostPath.NotFound())
            .Takes<PolicyEntryRequest>().Produces<PolicyEntryResource>(StatusCodes.Status201Created)
            .WithSummary("A choice of the subscriber's: it narrows or widens what the manufacturer says, within what the ISP forbids.");
        home.MapDelete("/{entry:guid}", async (string id, string mac, Guid entry, HttpContext http, PolicyEntries entries, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                await HostPath.FindAsync(http, mac, database, token) is { } host
                    ? await DeleteAsync(http, entry, host.DeviceId, host.Mac, entries, token)
                    : HostPath.NotFound())
            .Produces(StatusCodes.Status204NoContent).WithSummary("Takes a choice back. It stays on record.");
    }

    private static async Task<IResult> ListAsync(
        string? limit, string? cursor, bool ended, System.Linq.Expressions.Expression<Func<PolicyEntryRow, bool>> scope,
        IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.PolicyEntries.AsNoTracking().Where(scope).Where(e => ended || e.EndedAt == null).OrderBy(e => e.Id)
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, PolicyEntryResource.Of));
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, PolicyLayer layer, long? deviceId, string? mac, PolicyEntries entries, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (PolicyEntryReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), layer, time.GetUtcNow(), errors) is not { } row)
        {
            return Results.ValidationProblem(errors);
        }

        (row.DeviceId, row.Mac, row.Author) = (deviceId, mac, Principals.Author(http.User));
        return await entries.AddAsync([row], cancellationToken)
            ? Results.Json(PolicyEntryResource.Of(row), statusCode: StatusCodes.Status201Created)
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "There are too many entries already.", detail: "Take some back, or join their prefixes and ports.");
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, Guid entry, long? deviceId, string? mac, PolicyEntries entries, CancellationToken cancellationToken) =>
        await entries.EndAsync(entry, deviceId, mac, Principals.Author(http.User), cancellationToken)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such entry.", detail: "It may have ended already.");
}
