using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.BulkData;
using Provisioning.BulkData.Series;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.BulkData;

/// <summary>What is acknowledged is on disk, once, within its bounds, and ends when its time is over.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Intake_Tests(DatabaseProvider provider)
{
    private const string Profile = "Device.BulkData.Profile.1.";

    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(
        provider, ("Acs:BulkData:SeriesPerDevice", "3"), ("Acs:BulkData:SamplesPerSeries", "4"), ("Acs:BulkData:ValuesPerHour", "40"));

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task A_push_is_on_disk_when_its_report_is_taken_and_counts_once()
    {
        await using var conversation = await _node.OpenAsync(_node.Contact("PUSH", Protocols.Usp));
        var told = new Report.BulkData(Profile, $$"""{"Report":[{"CollectionTime":{{Now}},"Device.X":7,"Device.Y":"on"}]}""");
        await conversation.ReportAsync(told, CancellationToken.None);
        await conversation.ReportAsync(told, CancellationToken.None);

        Assert.That(await SamplesAsync(), Is.EqualTo(new (string, double?, string?)[] { ("Device.X", 7, null), ("Device.Y", null, "on") }));
    }

    [Test]
    public async Task A_push_that_nobody_can_read_is_noted_once_an_hour_and_stops_nothing()
    {
        await using var conversation = await _node.OpenAsync(_node.Contact("BAD", Protocols.Usp));
        for (var i = 0; i < 3; i++)
        {
            await conversation.ReportAsync(new Report.BulkData(Profile, "{\"Report\":"), CancellationToken.None);
        }

        await conversation.ReportAsync(new Report.BulkData(Profile, "a,b\n1,2"), CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.Kind == "bulkdata.refused")), Is.EqualTo(1));
        Assert.That(await SamplesAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_device_has_so_many_series_and_no_more()
    {
        var id = await EnrolAsync("MANY");
        var verdict = await TakeAsync(id, "a,b,c,d,e\n1,2,3,4,5\n");

        Assert.That(verdict, Is.InstanceOf<BulkDataVerdict.Taken>());
        Assert.That((await SamplesAsync()).Select(s => s.Path), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.Kind == "bulkdata.refused")), Is.EqualTo(1));
    }

    [Test]
    public async Task What_comes_too_fast_is_told_when_to_come_again_and_taken_then()
    {
        var (id, other) = (await EnrolAsync("FAST"), await EnrolAsync("OTHER"));
        var body = "a\n" + string.Concat(Enumerable.Repeat("1\n", 40));
        Assert.That(await TakeAsync(id, body), Is.InstanceOf<BulkDataVerdict.Taken>());
        Assert.That(await TakeAsync(id, "a\n2"), Is.EqualTo(new BulkDataVerdict.TooMuch(TimeSpan.FromHours(1))));
        Assert.That(await TakeAsync(other, "a\n2"), Is.InstanceOf<BulkDataVerdict.Taken>(), "another device's share is its own");

        _node.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await TakeAsync(id, "a\n2"), Is.InstanceOf<BulkDataVerdict.Taken>());
    }

    [Test]
    public async Task A_clock_that_is_wrong_leaves_the_time_of_arrival()
    {
        var id = await EnrolAsync("CLOCK");
        await TakeAsync(id, "ReportTimestamp,a\n17,1\n");
        await TakeAsync(id, "ReportTimestamp,b\n253402300000,1\n");
        Assert.That(await _node.ReadAsync(db => db.Samples.Select(s => s.At).Distinct().ToListAsync()), Is.EqualTo(new[] { _node.Time.GetUtcNow() }));
    }

    [Test]
    public async Task Values_end_with_their_time_their_number_and_their_device()
    {
        var id = await EnrolAsync("OLD");
        await TakeAsync(id, "a\n1");
        _node.Time.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 6; i++)
        {
            await TakeAsync(id, $"b\n{i}");
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _node.Get<SeriesRetention>().RunAsync(CancellationToken.None);
        Assert.That((await SamplesAsync()).Select(s => (s.Path, s.Number)), Is.EqualTo(new (string, double?)[] { ("b", 2), ("b", 3), ("b", 4), ("b", 5) }));
        Assert.That(await _node.ReadAsync(db => db.Series.Select(s => s.Samples).ToListAsync()), Is.EqualTo(new[] { 4 }));

        await _node.Administration.ForgetAsync(new DeviceId("00D09E", "Gw", "OLD").ToString(), "test", CancellationToken.None);
        Assert.That(await _node.ReadAsync(async db => await db.Samples.CountAsync() + await db.Series.CountAsync()), Is.Zero);
    }

    private long Now => _node.Time.GetUtcNow().ToUnixTimeSeconds();

    private Task<BulkDataVerdict> TakeAsync(long id, string body) =>
        _node.Get<BulkDataIntake>().TakeAsync(id, Encoding.UTF8.GetBytes(body), CancellationToken.None);

    private async Task<long> EnrolAsync(string serial)
    {
        await (await _node.OpenAsync(_node.Contact(serial))).DisposeAsync();
        return await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == serial).Select(d => d.Id).SingleAsync());
    }

    private Task<List<(string Path, double? Number, string? Text)>> SamplesAsync() => _node.ReadAsync(async db =>
        (await db.Series.Join(db.Samples, s => s.Id, v => v.SeriesId, (s, v) => new { s.Path, v.At, v.Number, v.Text })
            .OrderBy(v => v.Path).ThenBy(v => v.At).ToListAsync()).Select(v => (v.Path, v.Number, v.Text)).ToList());
}
