using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary><c>/devices/{id}/wire</c>: what was said on the wire, and whether it is recorded.</summary>
internal static class WireApi
{
    /// <summary>Exchanges in an export; the newest are taken.</summary>
    private const int MaxExported = 2000;

    public static void MapWire(this IEndpointRouteBuilder api)
    {
        var wire = api.MapGroup("/devices/{id}").WithTags("wire");
        wire.MapGet("/wire", ListAsync).Produces<WirePage>().WithSummary("Recorded exchanges, newest first.");
        wire.MapPut("/wire", SwitchOnAsync).Produces<WireSwitch>().WithSummary("Records until then: { until }; an hour without it, null for no end.");
        wire.MapDelete("/wire", SwitchOffAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Stops; ?records=true deletes what was recorded too.");
        wire.MapGet("/wire/{n:long}", GetAsync).Produces<WireView>().WithSummary("One exchange in full; as text with ?format=text.");
        wire.MapGet("/wire.har", HarAsync).WithSummary("HTTP Archive 1.2.");
        wire.MapGet("/wire.txt", TextAsync).WithSummary("As text.");
    }

    private static async Task<IResult> ListAsync(
        string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, WireStore store, WireAdministration wire,
        CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (await DeviceAsync(http, database, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        // The cursor is the number of the last one shown: newer ones do not move the pages.
        var numbers = store.Numbers(device.Key).Reverse().Where(n => page.After == 0 || n < page.After).Take(page.Limit + 1);
        var found = await ReadAsync(store, device.Key, numbers, cancellationToken);
        var items = page.Of(found, e => e.Number, WireItem.Of);
        return Results.Ok(new WirePage(Switch(await wire.OfAsync(device.Key, cancellationToken)), items.Items, items.Next));
    }

    private static async Task<IResult> SwitchOnAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, WireAdministration wire, TimeProvider time, CancellationToken cancellationToken)
    {
        // A switch needs no body; the default holds then.
        var body = http.Request.ContentLength is 0 ? JsonSerializer.SerializeToElement(new { }) : await BodyReader.ReadAsync(http.Request, cancellationToken);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var until = WireRequests.Until(body, time.GetUtcNow(), errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        return await DeviceAsync(http, database, cancellationToken) is { } device
            ? Results.Ok(Switch(await wire.SwitchOnAsync(device.Key, until, Principals.Author(http.User), cancellationToken)))
            : DevicePath.NotFound();
    }

    private static async Task<IResult> SwitchOffAsync(
        string id, bool? records, HttpContext http, IDbContextFactory<AcsDbContext> database, WireAdministration wire, WireStore store,
        CancellationToken cancellationToken)
    {
        if (await DeviceAsync(http, database, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        await wire.SwitchOffAsync(device.Key, Principals.Author(http.User), cancellationToken);
        if (records == true)
        {
            store.Clear(device.Key);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> GetAsync(
        string id, long n, string? format, HttpContext http, IDbContextFactory<AcsDbContext> database, WireStore store, CancellationToken cancellationToken)
    {
        if (await DeviceAsync(http, database, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        if (await store.ReadAsync(device.Key, n, cancellationToken) is not { } exchange)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such exchange.", detail: "It may have been thrown away: see Acs:Wire.");
        }

        return format == "text" ? Results.Text(WireText.Of([exchange])) : Results.Ok(WireView.Of(exchange));
    }

    private static async Task<IResult> HarAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, WireStore store, CancellationToken cancellationToken)
    {
        if (await DeviceAsync(http, database, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var har = Har.Of(await ExportAsync(store, device.Key, cancellationToken), typeof(WireApi).Assembly.GetName().Version?.ToString() ?? "0");
        return Results.Text(har.ToJsonString(), "application/json");
    }

    private static async Task<IResult> TextAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, WireStore store, CancellationToken cancellationToken) =>
        await DeviceAsync(http, database, cancellationToken) is { } device
            ? Results.Text(WireText.Of(await ExportAsync(store, device.Key, cancellationToken)))
            : DevicePath.NotFound();

    private static Task<List<WireExchange>> ExportAsync(WireStore store, string key, CancellationToken cancellationToken) =>
        ReadAsync(store, key, store.Numbers(key).TakeLast(MaxExported), cancellationToken);

    private static async Task<List<WireExchange>> ReadAsync(WireStore store, string key, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var found = new List<WireExchange>();
        foreach (var number in numbers)
        {
            if (await store.ReadAsync(key, number, cancellationToken) is { } exchange)
            {
                found.Add(exchange);
            }
        }

        return found;
    }

    private static WireSwitch Switch(WireRuleRow? row) => new(row is not null, row?.Until, row?.Author);

    private static async Task<DeviceRow?> DeviceAsync(HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken);
    }
}
