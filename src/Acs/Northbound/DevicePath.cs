using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>
/// The device that a route names. The id has percent-encoded parts, and routing decodes once: clients that encode the
/// id again and clients that put it into the path as it stands are both understood, by looking at the raw path. Many HTTP
/// clients decode <c>%2D</c> by themselves (RFC 3986 §6.2.2.2 lets them); then every way to cut the text at its hyphens is tried.
/// </summary>
internal static class DevicePath
{
    private const int MaxParts = 16;

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
        return [.. readings.SelectMany(Readings).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The device, or null: none, or several that the path may mean.</summary>
    public static async Task<DeviceRow?> FindAsync(HttpContext context, IQueryable<DeviceRow> devices, CancellationToken cancellationToken)
    {
        var keys = Keys(context);
        var found = await devices.AsNoTracking().Where(d => keys.Contains(d.Key)).ToListAsync(cancellationToken);
        return found.Count == 1 ? found[0] : found.Find(d => d.Key == keys[0]);
    }

    public static IResult NotFound() => Results.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "There is no such device.",
        detail: "Device ids are OUI-ProductClass-SerialNumber, each part percent-encoded.");

    private static IEnumerable<string> Readings(string text)
    {
        if (DeviceId.TryParse(text, out var exact))
        {
            yield return exact.ToString();
        }

        var parts = text.Split('-', MaxParts + 1);
        for (var cut = 2; parts.Length is > 3 and <= MaxParts && cut < parts.Length; cut++)
        {
            var id = new DeviceId(parts[0], Decoded(parts[1..cut]), Decoded(parts[cut..]));
            yield return id.ToString();
        }
    }

    private static string Decoded(string[] parts) => Uri.UnescapeDataString(string.Join('-', parts));
}
