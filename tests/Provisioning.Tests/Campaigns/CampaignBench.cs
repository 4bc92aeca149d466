using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Campaigns;
using Provisioning.Campaigns.Subjects;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firmware;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Campaigns;

/// <summary>Campaigns on a real database with the real writer, a clock that stands still, and gateways whose reports the test writes.</summary>
internal sealed class CampaignBench : IDbContextFactory<AcsDbContext>, IWorkSignal, IAsyncDisposable
{
    public const string Version = "2.0";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-campaign-");
    private readonly DbContextOptions<AcsDbContext> _options;
    private readonly DevicesUnderWay _underWay;
    private readonly CampaignChanges _changes;
    private readonly CampaignSubjects _subjects;

    public CampaignBench(CampaignOptions? options = null)
    {
        // A connection each, as nodes have: one connection does not bear two at a time.
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_directory.FullName, "acs.db"), Pooling = false };
        _options = new DbContextOptionsBuilder<AcsDbContext>().UseSqlite(file.ToString()).Options;
        using (var db = CreateDbContext())
        {
            db.Database.EnsureCreated();
        }

        var server = Options.Create(new ProvisioningOptions { DataDirectory = _directory.FullName });
        var files = Options.Create(new FilesOptions { Url = "http://127.0.0.1:7567" });
        _underWay = new DevicesUnderWay(this, Time);
        Commit = new GroupCommit(this, [_underWay], new ThisNode(isAlone: true), Time, NullLogger<GroupCommit>.Instance);
        _changes = new CampaignChanges(Time);
        _subjects = new CampaignSubjects(new DeviceDocumentStore(Time), new FirmwareLinks(new FileKey(server, files), files, Time), Time);
        Tick = NewTick(options);
        Service = new CampaignService(this, Commit, Tick, _changes, _subjects, Time);
    }

    public FakeTimeProvider Time { get; } = new(Given.Now);

    public GroupCommit Commit { get; }

    public CampaignTick Tick { get; }

    public CampaignService Service { get; }

    public ConcurrentQueue<long> Woken { get; } = [];

    public int Signals { get; private set; }

    /// <summary>Another node's: shares the database and nothing else.</summary>
    public CampaignTick NewTick(CampaignOptions? options = null) => new(
        this, Commit, _changes, _subjects, _underWay, this, Options.Create(options ?? new CampaignOptions()), Time, NullLogger<CampaignTick>.Instance);

    public AcsDbContext CreateDbContext() => new(_options);

    public async Task<T> ReadAsync<T>(Func<AcsDbContext, Task<T>> read)
    {
        await using var db = CreateDbContext();
        return await read(db);
    }

    public async Task<long> AddDeviceAsync(string serial, Action<DeviceRow>? change = null)
    {
        var device = new DeviceRow
        {
            Key = $"00AABB-Gw-{serial}", Oui = "00AABB", ProductClass = "Gw", SerialNumber = serial, SoftwareVersion = "1.0",
            Status = DeviceStatus.Active, LastContactAt = Time.GetUtcNow(), RemoteAddress = "127.0.0.1",
        };
        change?.Invoke(device);
        await using var db = CreateDbContext();
        db.Devices.Add(device);
        await db.SaveChangesAsync();
        return device.Id;
    }

    public async Task<Guid> CreateAsync(string more = "")
    {
        await using (var db = CreateDbContext())
        {
            if (!await db.FirmwareImages.AnyAsync())
            {
                db.FirmwareImages.Add(new FirmwareImageRow
                {
                    Id = Guid.NewGuid(), FileName = "image.bin", Version = Version, ProductClass = "Gw", Size = 4, Sha256 = new string('a', 64),
                });
                await db.SaveChangesAsync();
            }
        }

        var image = await ReadAsync(db => db.FirmwareImages.Select(i => i.Id).SingleAsync());
        using var json = JsonDocument.Parse($$"""{ "name": "c", "selection": "", "change": { "imageId": "{{image}}" } {{more}} }""");
        var plan = CampaignPlanReader.Read(json.RootElement, out var errors);
        Assert.That(errors, Is.Empty);
        return ((CampaignResult.Done)await Service.CreateAsync(plan!, "test", CancellationToken.None)).Campaign.Row.Id;
    }

    public async Task<Guid> StartAsync(string more = "")
    {
        var id = await CreateAsync(more);
        await Service.StartAsync(id, CancellationToken.None);
        return id;
    }

    /// <summary>The gateway is in contact, as a conversation would write it.</summary>
    public Task ReportAsync(long device, Action<DeviceRow> change) => Commit.CommitAsync(
        async (db, token) =>
        {
            var row = (await db.Devices.FindAsync([device], token))!;
            row.LastContactAt = Time.GetUtcNow();
            row.Revision++;
            change(row);
        },
        CancellationToken.None);

    /// <summary>The gateway accepts the download that is declared for it.</summary>
    public async Task AcceptAsync(long device)
    {
        var firmware = (await FirmwareAsync(device))!;
        await Commit.CommitAsync(
            (db, _) =>
            {
                db.DeviceDocuments.Add(new DeviceDocumentRow
                {
                    DeviceId = device,
                    Progress = DocumentCodec.Encode(ReconcileProgress.Start("h") with
                    {
                        FirmwareCommandKey = firmware.CommandKey, FirmwareRequestedAt = Time.GetUtcNow(),
                    }),
                });
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    public Task<DesiredFirmware?> FirmwareAsync(long device) => ReadAsync(async db =>
        await db.DeviceLayers.FindAsync(device, Layer.Firmware) is { } row ? DocumentCodec.DecodeFirmware(row.Content) : null);

    public Task<CampaignTargetRow> TargetAsync(Guid campaign, long device) =>
        ReadAsync(db => db.CampaignTargets.SingleAsync(t => t.CampaignId == campaign && t.DeviceId == device));

    public Task<CampaignRow> CampaignAsync(Guid campaign) => ReadAsync(db => db.Campaigns.SingleAsync(c => c.Id == campaign));

    public Task<List<string>> EventsAsync() => ReadAsync(db => db.DeviceEvents.OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());

    public Task TickAsync(TimeSpan? later = null)
    {
        Time.Advance(later ?? TimeSpan.Zero);
        return Tick.RunAsync(CancellationToken.None);
    }

    public void MudFilesWanted()
    {
    }

    public void FirewallDirty()
    {
    }

    public void WakeWanted(long deviceRowId) => Woken.Enqueue(deviceRowId);

    public void CampaignMoved() => Signals++;

    public async ValueTask DisposeAsync()
    {
        await Commit.DisposeAsync();
        Tick.Dispose();
        _underWay.Dispose();
        _directory.Delete(recursive: true);
    }
}
