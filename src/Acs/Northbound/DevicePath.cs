using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>
/// The device that a route names. The id has percent-encoded parts, and routing decodes once: clients that encode the
/// id again and clients that put it into the path as it stands are both understood, by looking at the raw path.
/// </summary>
internal static class DevicePath
{
    /// <summary>The keys that the path may mean, likeliest first.</summary>
    public static IReadOnlyList<string> Keys(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var segments = raw.Split('?')[0].Split('/');
        var at = Array.FindIndex(segments, s => s.Equals("devices", StringComparison.OrdinalIgnoreCase));
        if (at < 0 || at + 1 >= segments.Length)
        {
            return [];
        }

        var segment = segments[at + 1];
        string[] readings = [segment, Uri.UnescapeDataString(segment)];
        return [.. readings.Select(Canonical).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    public static async Task<DeviceRow?> FindAsync(HttpContext context, IQueryable<DeviceRow> devices, CancellationToken cancellationToken)
    {
        var keys = Keys(context);
        var found = await devices.AsNoTracking().Where(d => keys.Contains(d.Key)).ToListAsync(cancellationToken);
        return found.OrderBy(d => keys.Index().First(k => k.Item == d.Key).Index).FirstOrDefault();
    }

    public static IResult NotFound() => Results.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "There is no such device.",
        detail: "Device ids are OUI-ProductClass-SerialNumber, each part percent-encoded.");

    private static string? Canonical(string text) => DeviceId.TryParse(text, out var id) ? id.ToString() : null;
}
