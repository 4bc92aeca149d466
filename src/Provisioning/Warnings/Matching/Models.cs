using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage;

namespace Provisioning.Warnings.Matching;

/// <summary>The models that the ISP's homes have: hosts by MUD URL, gateways by product class and software version.</summary>
internal static class Models
{
    private const int FilesAtOnce = 100;

    public static async Task<IReadOnlyList<KnownModel>> ReadAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        var hosts = await db.Hosts.Where(h => h.MudUrl != null).GroupBy(h => h.MudUrl!).Select(g => new { Url = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var models = new List<KnownModel>(hosts.Count);
        foreach (var page in hosts.Chunk(FilesAtOnce))
        {
            var urls = page.Select(h => h.Url).ToList();
            var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).Select(f => new { f.Url, f.Content }).ToDictionaryAsync(f => f.Url, f => f.Content, StringComparer.Ordinal, cancellationToken);
            models.AddRange(page.Select(h => new KnownModel(Of(h.Url, files.GetValueOrDefault(h.Url)), h.Count)));
        }

        var gateways = await db.Devices.GroupBy(d => new { d.Manufacturer, d.ProductClass, d.ModelName, d.SoftwareVersion })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        models.AddRange(gateways.Select(g => new KnownModel(OfGateway(g.Key.Manufacturer, g.Key.ProductClass, g.Key.ModelName, g.Key.SoftwareVersion), g.Count)));
        return models;
    }

    /// <param name="content">Of its MUD file; null: it is not there.</param>
    public static Thing Of(string url, byte[]? content)
    {
        var file = content is null ? null : MudParser.Parse(content).File;
        return new Thing(
            url, file?.ManufacturerName, [.. ((string?[])[file?.ModelName, file?.SystemInfo]).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. ((string?[])[file?.FirmwareRevision, file?.SoftwareRevision]).OfType<string>().Distinct(StringComparer.Ordinal)], null);
    }

    public static Thing OfGateway(string? manufacturer, string productClass, string? model, string? version) =>
        new(null, manufacturer, [.. ((string?[])[productClass, model]).OfType<string>().Distinct(StringComparer.Ordinal)], version is null ? [] : [version], null);

    public static string HashOf(Thing thing) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thing.Facts)));
}
