using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/quirks</c> and <c>/devices/{id}/quirks</c>: what firmware does wrong, and how it is spoken to therefore.</summary>
internal static class QuirksApi
{
    public static void MapQuirks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/quirks", GetAsync).WithTags("quirks").Produces<QuirkOverview>()
            .WithSummary("Quirks with how many devices show them, and the rules in force.");
        api.MapGet("/devices/{id}/quirks", GetOfDeviceAsync).WithTags("quirks").Produces<DeviceQuirks>()
            .WithSummary("Quirks that the device has shown, counted, and the rules that fit it.");
    }

    private static async Task<IResult> GetAsync(IDbContextFactory<AcsDbContext> database, QuirkCatalogue catalogue, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var counts = await db.DeviceQuirks.GroupBy(q => q.Quirk).Select(g => new { g.Key, Devices = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Devices, cancellationToken);
        return Results.Ok(new QuirkOverview(
            [.. QuirkTexts.All.Select(q => new QuirkItem(q.ToString(), QuirkTexts.Text(q), QuirkTexts.Switch(q), counts.GetValueOrDefault(q)))],
            [.. catalogue.Rules.Select(QuirkRuleItem.Of)]));
    }

    private static async Task<IResult> GetOfDeviceAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, QuirkCatalogue catalogue, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var rules = catalogue.Matching(new DeviceId(device.Oui, device.ProductClass, device.SerialNumber), device.SoftwareVersion).ToList();
        var seen = await db.DeviceQuirks.AsNoTracking().Where(q => q.DeviceId == device.Id).OrderBy(q => q.Quirk).ToListAsync(cancellationToken);
        return Results.Ok(new DeviceQuirks([.. seen.Select(q => DeviceQuirkItem.Of(q, rules))], [.. rules.Select(QuirkRuleItem.Of)]));
    }
}
