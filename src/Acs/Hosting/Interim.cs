#pragma warning disable MA0048
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Hosting;

internal static class Interim
{
    public static void AddInterim(this IServiceCollection services)
    {
        services.AddSingleton<IDeviceChanges, Changes>();
        services.AddSingleton<IWakeTargets, PlainWakeTargets>();
        services.AddOptions<Provisioning.Firmware.FilesOptions>();
        services.AddSingleton<Provisioning.Firmware.FileKey>();
        services.AddSingleton<Provisioning.Firmware.FirmwareLinks>();
        services.AddSingleton<CampaignTick>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<Retention>();
    }

    public static async Task EnsureCreatedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync(cancellationToken);
        if (!db.Database.GetMigrations().Any())
        {
            await db.Database.EnsureCreatedAsync(cancellationToken);
        }
    }

    private sealed class Changes : IDeviceChanges
    {
        private event Action<string?>? Changed;

        public IDisposable Subscribe(Action<string?> changed)
        {
            Changed += changed;
            return new End(() => Changed -= changed);
        }

        public void Publish(string? deviceKey) => Changed?.Invoke(deviceKey);

        private sealed class End(Action end) : IDisposable
        {
            public void Dispose() => end();
        }
    }
}

internal interface IWakeTargets
{
    ValueTask<Provisioning.Conversations.WakeTarget> OfAsync(AcsDbContext db, Provisioning.Storage.Rows.DeviceRow device, CancellationToken cancellationToken);
}

internal sealed class PlainWakeTargets : IWakeTargets
{
    public ValueTask<Provisioning.Conversations.WakeTarget> OfAsync(AcsDbContext db, Provisioning.Storage.Rows.DeviceRow device, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Provisioning.Conversations.WakeTarget(
            DeviceId.TryParse(device.Key, out var id) ? id : default, device.EndpointId, device.ConnectionRequestUrl, null, null));
}
