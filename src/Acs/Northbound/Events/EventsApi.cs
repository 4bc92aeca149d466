using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/events</c>: what happened, as a list or as a stream that goes on.</summary>
internal static class EventsApi
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", GetAsync).WithTags("events").Produces<Page<EventResource>>()
            .WithSummary("Events in order; ?stream=true sends them as server-sent events from now on, or from Last-Event-ID.");

    private static async Task<IResult> GetAsync(
        string? stream, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceChanges changes,
        IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (string.Equals(stream, "true", StringComparison.OrdinalIgnoreCase) || stream == "1")
        {
            var after = await StartAsync(http, cursor is null ? null : page.After, database, cancellationToken);
            return new EventStream(StreamAsync(after, database, changes, lifetime.ApplicationStopping, cancellationToken));
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await ReadAsync(db, page.After, page.Limit + 1, cancellationToken);
        return Results.Ok(page.Of(rows, e => e.Id, e => e));
    }

    private static async Task<long> StartAsync(HttpContext http, long? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (cursor is { } after || long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return after;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.DeviceEvents.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;
    }

    private static async IAsyncEnumerable<IReadOnlyList<EventResource>> StreamAsync(
        long after, IDbContextFactory<AcsDbContext> database, IDeviceChanges changes, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream never ends by itself: the server's stop must end it.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        using var changed = new SemaphoreSlim(0, 1);
        using var subscription = changes.Subscribe(_ =>
        {
            try
            {
                changed.Release();
            }
            catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
            {
                // Signalled already, or the stream has ended.
            }
        });
        while (!ends.IsCancellationRequested)
        {
            IReadOnlyList<EventResource> events;
            await using (var db = await database.CreateDbContextAsync(CancellationToken.None))
            {
                events = await ReadAsync(db, after, Paging.MaxLimit, CancellationToken.None);
            }

            after = events.Count > 0 ? events[^1].Id : after;
            yield return events;

            if (!await PauseAsync(changed, ends.Token))
            {
                yield break;
            }
        }
    }

    private static async Task<bool> PauseAsync(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        try
        {
            // Another node's events are not published here, so it looks by itself too.
            await changed.WaitAsync(Pace, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>In order, after an id.</summary>
    public static async Task<IReadOnlyList<EventResource>> ReadAsync(AcsDbContext db, long after, int most, CancellationToken cancellationToken) =>
        await (from line in db.DeviceEvents.AsNoTracking()
               where line.Id > after
               orderby line.Id
               select new EventResource(
                   line.Id,
                   db.Devices.Where(d => d.Id == line.DeviceId).Select(d => d.Key).FirstOrDefault(),
                   line.At,
                   line.Kind,
                   line.Text)).Take(most).ToListAsync(cancellationToken);
}
