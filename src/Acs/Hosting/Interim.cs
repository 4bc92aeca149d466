#pragma warning disable MA0048
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage;

namespace Acs.Hosting;

internal static class Interim
{
    public static void AddInterim(this IServiceCollection services, IConfiguration configuration)
    {
        var file = Path.Combine(Path.GetFullPath(configuration["Acs:DataDirectory"] ?? "data"), "acs.db");
        services.AddDbContextFactory<AcsDbContext>(o => o.UseSqlite($"Data Source={file}"));
        services.AddSingleton<IGroupCommit, Commit>();
        services.AddSingleton<IDeviceChanges, Changes>();
        services.AddSingleton<Acs.Northbound.IDownloadLinks, NoLinks>();
        services.AddSingleton<IWakeTargets, PlainWakeTargets>();
    }

    private sealed class Commit(IDbContextFactory<AcsDbContext> factory) : IGroupCommit
    {
        public async Task CommitAsync(Func<AcsDbContext, CancellationToken, Task> work, CancellationToken cancellationToken)
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            await work(db, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
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

internal sealed class NoLinks : Acs.Northbound.IDownloadLinks
{
    public Task<Acs.Northbound.DownloadLink?> ForAsync(AcsDbContext db, Guid image, Provisioning.Storage.Rows.DeviceRow device, CancellationToken cancellationToken) => Task.FromResult<Acs.Northbound.DownloadLink?>(null);
}

internal interface IWakeTargets
{
    ValueTask<Provisioning.Conversations.WakeTarget> OfAsync(AcsDbContext db, Provisioning.Storage.Rows.DeviceRow device, CancellationToken cancellationToken);
}

internal sealed class PlainWakeTargets : IWakeTargets
{
    public ValueTask<Provisioning.Conversations.WakeTarget> OfAsync(AcsDbContext db, Provisioning.Storage.Rows.DeviceRow device, CancellationToken cancellationToken)
    {
        DeviceId.TryParse(device.Key, out var id);
        return ValueTask.FromResult(new Provisioning.Conversations.WakeTarget(id, device.EndpointId, device.ConnectionRequestUrl, null, null));
    }
}
