using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Persistence;

/// <summary>What goes into a database comes out of it the same, whichever it is.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Rows_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [OneTimeTearDown]
    public async Task StopAsync() => await (((FleetNode?)_node)?.DisposeAsync() ?? default);

    [Test]
    public async Task The_model_is_what_the_migrations_make() =>
        Assert.That(await _node.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())), Is.False);

    [Test]
    public async Task Times_keep_their_moment_whatever_their_offset()
    {
        var moment = new DateTimeOffset(2026, 3, 29, 2, 30, 0, 123, TimeSpan.FromHours(5.5));
        await AddAsync("TIME", d => d.LastContactAt = moment);
        var read = await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == "TIME").Select(d => d.LastContactAt).SingleAsync());
        Assert.That(read, Is.EqualTo(moment));
        Assert.That(await _node.ReadAsync(db => db.Devices.CountAsync(d => d.LastContactAt < moment && d.SerialNumber == "TIME")), Is.Zero);
    }

    [TestCase("00D09E-Größe-日本")]
    [TestCase("'; DROP TABLE Devices; --")]
    [TestCase("50% _off_ [a-z] \\")]
    public async Task Any_text_is_kept_and_found(string text)
    {
        await AddAsync(text, d => d.Subscriber = text);
        Assert.That(await _node.ReadAsync(db => db.Devices.Where(d => d.Subscriber == text).Select(d => d.SerialNumber).SingleAsync()), Is.EqualTo(text));
    }

    [Test]
    public async Task Names_are_unique_and_differ_by_case_alone()
    {
        await AddAsync("case");
        await AddAsync("CASE");
        Assert.That(async () => await AddAsync("case"), Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task Many_devices_without_an_endpoint_id_are_no_duplicates()
    {
        await AddAsync("NONE-1");
        await AddAsync("NONE-2");
        await AddAsync("ONE", d => d.EndpointId = "os::1");
        Assert.That(async () => await AddAsync("TWO", d => d.EndpointId = "os::1"), Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task Documents_may_be_large()
    {
        var id = await AddAsync("LARGE");
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        await _node.WriteAsync(db => db.DeviceDocuments.Add(new DeviceDocumentRow { DeviceId = id, Reported = bytes, Version = 1 }));
        var read = await _node.ReadAsync(db => db.DeviceDocuments.Where(d => d.DeviceId == id).Select(d => d.Reported).SingleAsync());
        Assert.That(read.AsSpan().SequenceEqual(bytes), Is.True);
    }

    [Test]
    public async Task A_document_changes_only_from_the_version_that_was_read()
    {
        var id = await AddAsync("VERSION");
        await _node.WriteAsync(db => db.DeviceDocuments.Add(new DeviceDocumentRow { DeviceId = id, Version = 1 }));
        Assert.That(
            async () => await _node.WriteAsync(db => db.DeviceDocuments.Attach(new DeviceDocumentRow { DeviceId = id, Version = 5 }).Entity.Version = 6),
            Throws.InstanceOf<DbUpdateConcurrencyException>());
    }

    private async Task<long> AddAsync(string serial, Action<DeviceRow>? change = null)
    {
        var row = new DeviceRow { Key = $"00D09E-Gw-{serial}", Oui = "00D09E", ProductClass = "Gw", SerialNumber = serial, Status = DeviceStatus.Active };
        change?.Invoke(row);
        await _node.Commit.CommitAsync(
            (db, _) =>
            {
                // The unit may run twice; a row that was saved has its number already.
                row.Id = 0;
                db.Devices.Add(row);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return row.Id;
    }
}
