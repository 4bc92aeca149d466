using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Benchmarks.Memory;

/// <summary>A fleet in the database in a minute instead of an hour: the rows of one gateway that really came, for many serial numbers.</summary>
internal static class KnownGateways
{
    private const int Batch = 1000;

    public static async Task CopyFirstAsync(IServiceProvider services, int devices)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<AcsDbContext>>();
        await using var db = await contexts.CreateDbContextAsync();
        var device = await db.Devices.AsNoTracking().SingleAsync();
        var documents = await db.DeviceDocuments.AsNoTracking().SingleAsync();
        var credential = await db.DeviceCredentials.AsNoTracking().SingleAsync();
        var layers = await db.DeviceLayers.AsNoTracking().ToListAsync();
        var hosts = await db.Hosts.AsNoTracking().ToListAsync();
        for (var from = 1; from < devices; from += Batch)
        {
            await using var page = await contexts.CreateDbContextAsync();
            var rows = Enumerable.Range(from, Math.Min(Batch, devices - from)).Select(i => Copy(device, i)).ToList();
            page.AddRange(rows);
            await page.SaveChangesAsync();
            foreach (var row in rows)
            {
                page.Add(new DeviceDocumentRow { DeviceId = row.Id, Reported = documents.Reported, Capabilities = documents.Capabilities, Progress = documents.Progress, Version = documents.Version });
                page.Add(new DeviceCredentialRow
                {
                    DeviceId = row.Id,
                    Username = row.Key,
                    ProtectedPassword = credential.ProtectedPassword,
                    ConnectionRequestUsername = credential.ConnectionRequestUsername,
                    ProtectedConnectionRequestPassword = credential.ProtectedConnectionRequestPassword,
                    WrittenAt = credential.WrittenAt,
                    WriteAttempts = credential.WriteAttempts,
                });
                page.AddRange(layers.Select(l => new DeviceLayerRow { DeviceId = row.Id, Name = l.Name, Hash = l.Hash, Content = l.Content, Author = l.Author, UpdatedAt = l.UpdatedAt }));
                page.AddRange(hosts.Select(h => new HostRow
                {
                    DeviceId = row.Id, Mac = h.Mac, HostName = h.HostName, Addresses = h.Addresses, Active = h.Active,
                    FirstSeenAt = h.FirstSeenAt, LastSeenAt = h.LastSeenAt, Mode = h.Mode, State = h.State, Reason = h.Reason,
                    MudUrl = h.MudUrl, MudUrlSource = h.MudUrlSource,
                }));
            }

            await page.SaveChangesAsync();
        }
    }

    private static DeviceRow Copy(DeviceRow row, int number)
    {
        var id = new DeviceId(row.Oui, row.ProductClass, $"L{number:D7}");
        return new DeviceRow
        {
            Key = id.ToString(),
            Oui = id.Oui,
            ProductClass = id.ProductClass,
            SerialNumber = id.SerialNumber,
            Manufacturer = row.Manufacturer,
            ModelName = row.ModelName,
            SoftwareVersion = row.SoftwareVersion,
            HardwareVersion = row.HardwareVersion,
            Protocols = row.Protocols,
            Status = row.Status,
            RemoteAddress = row.RemoteAddress,
            ConnectionRequestUrl = row.ConnectionRequestUrl,
            FirstContactAt = row.FirstContactAt,
            LastContactAt = row.LastContactAt,
            Convergence = row.Convergence,
            ConvergenceSince = row.ConvergenceSince,
            ConvergenceReason = row.ConvergenceReason,
            DesiredHash = row.DesiredHash,
        };
    }
}
