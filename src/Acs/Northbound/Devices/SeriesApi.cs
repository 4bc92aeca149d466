using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/series</c>: values over time, from bulk data reports.</summary>
internal static class SeriesApi
{
    public static void MapSeries(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{id}/series", ListAsync).WithTags("devices").Produces<Page<SampleResource>>()
            .WithSummary("Values over time at or below a path, oldest first: ?path=&from=&to=.");
        api.MapGet("/devices/{id}/series/names", NamesAsync).WithTags("devices").Produces<Page<SeriesResource>>()
            .WithSummary("Which parameters have values over time.");
    }

    private static async Task<IResult> ListAsync(
        string id, string? path, string? from, string? to, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (!TryTime(from, DateTimeOffset.MinValue, out var begin))
        {
            return ProblemHandler.Invalid("from", "Must be a time, ISO 8601.");
        }

        if (!TryTime(to, DateTimeOffset.MaxValue, out var end))
        {
            return ProblemHandler.Invalid("to", "Must be a time, ISO 8601.");
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var rows = await Named(db.Series.AsNoTracking().Where(s => s.DeviceId == device.Id), path ?? "")
            .Join(db.Samples.AsNoTracking(), s => s.Id, v => v.SeriesId, (s, v) => new { s.Path, Sample = v })
            .Where(f => f.Sample.At >= begin && f.Sample.At < end)
            .OrderBy(f => f.Sample.At).ThenBy(f => f.Sample.SeriesId)
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => SampleResource.Of(r.Path, r.Sample)));
    }

    private static async Task<IResult> NamesAsync(
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

        var rows = await db.Series.AsNoTracking().Where(s => s.DeviceId == device.Id && s.Id > page.After)
            .OrderBy(s => s.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.Of(rows, s => s.Id, s => new SeriesResource(s.Path, s.Samples, s.LastAt)));
    }

    /// <summary>A path is a parameter; with a dot at its end, all that lies below.</summary>
    private static IQueryable<SeriesRow> Named(IQueryable<SeriesRow> series, string path) =>
        path.Length == 0 ? series
        : ParameterPath.IsObject(path) ? series.Where(s => s.Path.StartsWith(path))
        : series.Where(s => s.Path == path);

    private static bool TryTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        return string.IsNullOrEmpty(text) || DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
