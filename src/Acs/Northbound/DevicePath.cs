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
    private const int MostParts = 16;

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
        var decoded = Uri.UnescapeDataString(segment);
        return [.. ((string[])[segment, decoded]).Select(Canonical).Concat(Splits(decoded)).OfType<string>().Distinct(StringComparer.Ordinal)];
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

    /// <summary>Some clients write <c>%2D</c> as a hyphen (RFC 3986 §6.2.2.2 lets them): then every way to cut it is looked for.</summary>
    private static IEnumerable<string> Splits(string text)
    {
        var parts = text.Split('-');
        if (parts.Length is <= 3 or > MostParts)
        {
            yield break;
        }

        for (var serial = 2; serial < parts.Length; serial++)
        {
            yield return new DeviceId(parts[0], string.Join('-', parts[1..serial]), string.Join('-', parts[serial..])).ToString();
        }
    }

    private static string? Canonical(string text) => DeviceId.TryParse(text, out var id) ? id.ToString() : null;
}
