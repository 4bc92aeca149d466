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

    /// <summary>The device, or null: none, or several that the path may mean.</summary>
    public static async Task<DeviceRow?> FindAsync(HttpContext context, IQueryable<DeviceRow> devices, CancellationToken cancellationToken)
    {
        var segment = Segment(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
        var decoded = Uri.UnescapeDataString(segment);
        List<string> exact = [.. ((string[])[segment, decoded]).Select(Canonical).OfType<string>()];
        List<string> cuts = [.. Cuts(decoded)];
        var found = await devices.AsNoTracking().Where(d => exact.Contains(d.Key) || cuts.Contains(d.Key)).ToListAsync(cancellationToken);
        return found.Find(d => exact.Contains(d.Key)) ?? (found.Count == 1 ? found[0] : null);
    }

    public static IResult NotFound() => Results.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "There is no such device.",
        detail: "Device ids are OUI-ProductClass-SerialNumber, each part percent-encoded.");

    private static string Segment(string rawTarget)
    {
        var segments = rawTarget.Split('?')[0].Split('/');
        var at = Array.FindIndex(segments, s => s.Equals("devices", StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < segments.Length ? segments[at + 1] : "";
    }

    private static string? Canonical(string text) => DeviceId.TryParse(text, out var id) ? id.ToString() : null;

    private static IEnumerable<string> Cuts(string text)
    {
        var parts = text.Split('-', MaxParts + 1);
        for (var cut = 2; parts.Length is > 3 and <= MaxParts && cut < parts.Length; cut++)
        {
            yield return new DeviceId(parts[0], string.Join('-', parts[1..cut]), string.Join('-', parts[cut..])).ToString();
        }
    }
}
