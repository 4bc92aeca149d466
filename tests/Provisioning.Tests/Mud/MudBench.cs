using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Mud.Fingerprints;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Hosts;
using Provisioning.Mud.Names;
using Provisioning.Mud.Refresh;
using Provisioning.Mud.Versions;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

/// <summary>The MUD services on a real database in memory, with a clock that stands still.</summary>
internal sealed class MudBench : IDbContextFactory<AcsDbContext>, IWorkSignal, IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly DbContextOptions<AcsDbContext> _options;
    private readonly GroupCommit _commit;
    private readonly MudFetcher _fetcher;

    public MudBench(MudOptions options, DateTimeOffset? now = null, FingerprintCatalogue? fingerprints = null)
    {
        var name = $"Data Source=mud-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        _connection = new SqliteConnection(name);
        _connection.Open();
        _options = new DbContextOptionsBuilder<AcsDbContext>().UseSqlite(_connection).Options;
        using (var db = CreateDbContext())
        {
            db.Database.EnsureCreated();
        }

        Time = new FakeTimeProvider(now ?? TimeProvider.System.GetUtcNow());
        var wrapped = Options.Create(options);
        var names = new FixedNames(wrapped);
        _commit = new GroupCommit(this, [], new ThisNode(isAlone: true), Time, NullLogger<GroupCommit>.Instance);
        _fetcher = new MudFetcher(wrapped, names, Time);
        var retrieval = new MudRetrieval(_fetcher, new MudSignatureVerifier(wrapped, Time), wrapped);
        Refresh = new MudRefresh(this, _commit, this, retrieval, wrapped, Time, NullLogger<MudRefresh>.Instance);
        Names = new NameResolution(this, _commit, this, new NameLookup(wrapped, names), wrapped, Time, NullLogger<NameResolution>.Instance);
        Hosts = new HostSync(wrapped, fingerprints ?? FingerprintFiles.BuiltIn);
        Versions = new MudVersions(_commit, this, Time);
    }

    public FakeTimeProvider Time { get; }

    public MudRefresh Refresh { get; }

    public NameResolution Names { get; }

    public IHostSync Hosts { get; }

    public MudVersions Versions { get; }

    public int DirtySignals { get; private set; }

    public AcsDbContext CreateDbContext() => new(_options);

    public async Task<DeviceRow> AddDeviceAsync(string serial = "1")
    {
        await using var db = CreateDbContext();
        var device = new DeviceRow { Key = $"00AABB-Gw-{serial}", Oui = "00AABB", ProductClass = "Gw", SerialNumber = serial };
        db.Devices.Add(device);
        await db.SaveChangesAsync();
        return device;
    }

    /// <summary>One pass, as a conversation makes it.</summary>
    public async Task<bool> SyncAsync(long deviceId, params LanHost[] hosts)
    {
        var changed = false;
        await _commit.CommitAsync(
            async (db, token) =>
            {
                var device = await db.Devices.SingleAsync(d => d.Id == deviceId, token);
                device.FirewallDirty = false;
                changed = await Hosts.ApplyAsync(db, device, hosts, Time.GetUtcNow(), token);
            },
            CancellationToken.None);
        return changed;
    }

    public async Task CleanAsync()
    {
        await using var db = CreateDbContext();
        await db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, false));
    }

    public async Task<T> ReadAsync<T>(Func<AcsDbContext, Task<T>> read)
    {
        await using var db = CreateDbContext();
        return await read(db);
    }

    public void MudFilesWanted()
    {
    }

    public void FirewallDirty() => DirtySignals++;

    public void WakeWanted(long deviceRowId)
    {
    }

    public void CampaignMoved()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _commit.DisposeAsync();
        _fetcher.Dispose();
        await _connection.DisposeAsync();
    }
}
