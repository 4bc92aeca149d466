using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations.Running;
using Provisioning.Storage;

namespace Provisioning.Tests.Fleet;

/// <summary>Every contact is noted, and costs next to nothing.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Presence_Tests(DatabaseProvider provider)
{
    private const int Devices = 60;

    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task The_contacts_of_a_moment_are_written_in_a_handful_of_statements()
    {
        await ContactsAsync("127.0.0.1");
        await _node.Get<Presence>().FlushAsync();

        _node.Time.Advance(TimeSpan.FromMinutes(5));
        await ContactsAsync("127.0.0.1", moved: 7);
        var before = _node.Statements;
        await _node.Get<Presence>().FlushAsync();
        Assert.That(_node.Statements - before, Is.LessThanOrEqualTo(5), "one for the second, one to see who moved, one for each address moved to");

        var rows = await _node.ReadAsync(db => db.Devices.AsNoTracking().OrderBy(d => d.SerialNumber).ToListAsync());
        Assert.That(rows, Has.Count.EqualTo(Devices));
        Assert.That(rows.Select(d => d.LastContactAt), Is.All.EqualTo(_node.Time.GetUtcNow()));
        Assert.That(rows.Where(d => d.RemoteAddress == "192.0.2.7").Select(d => d.SerialNumber), Is.EqualTo(new[] { "P007" }));
        Assert.That(rows.Count(d => d.RemoteAddress == "127.0.0.1"), Is.EqualTo(Devices - 1));
    }

    [Test]
    public async Task The_last_contact_never_goes_back()
    {
        await ContactsAsync("127.0.0.1");
        var later = _node.Time.GetUtcNow().AddHours(1);
        await _node.WriteAsync(db => db.Devices.ExecuteUpdate(set => set.SetProperty(d => d.LastContactAt, later)));
        await _node.Get<Presence>().FlushAsync();
        Assert.That(await _node.ReadAsync(db => db.Devices.Select(d => d.LastContactAt).Distinct().ToListAsync()), Is.EqualTo(new DateTimeOffset?[] { later }));
    }

    private async Task ContactsAsync(string address, int moved = -1)
    {
        for (var i = 0; i < Devices; i++)
        {
            var serial = "P" + i.ToString("D3", CultureInfo.InvariantCulture);
            await using (await _node.OpenAsync(_node.Contact(serial) with { RemoteAddress = i == moved ? "192.0.2.7" : address }))
            {
            }
        }
    }
}
