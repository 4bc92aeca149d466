using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.RecurringWork;

/// <summary>History ends, and only history.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Retention_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task What_is_older_than_it_is_kept_goes_and_the_rest_stays()
    {
        var keep = new RetentionOptions();
        var now = _node.Time.GetUtcNow();
        await _node.WriteAsync(db =>
        {
            foreach (var age in (TimeSpan[])[TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1)])
            {
                db.ConversationLines.Add(new ConversationLineRow { DeviceId = 1, At = now - keep.Conversations - age, Protocol = Protocols.Cwmp, Summary = $"{age}" });
                db.DeviceEvents.Add(new DeviceEventRow { DeviceId = 1, At = now - keep.Events - age, Kind = "k", Text = $"{age}" });
                db.Operations.Add(Operation(OperationState.Succeeded, now - keep.Operations - age));
            }

            db.Operations.Add(Operation(OperationState.Pending, null));
        });

        await _node.Get<Retention>().RunAsync(CancellationToken.None);

        Assert.That(await _node.ReadAsync(db => db.ConversationLines.CountAsync()), Is.EqualTo(1));
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.CountAsync()), Is.EqualTo(1));
        Assert.That(await _node.ReadAsync(db => db.Operations.Select(o => o.State).ToListAsync()), Is.EquivalentTo(new[] { OperationState.Succeeded, OperationState.Pending }));
    }

    [Test]
    public async Task Much_history_goes_page_by_page_while_others_write()
    {
        var old = _node.Time.GetUtcNow() - TimeSpan.FromDays(400);
        await _node.WriteAsync(db => db.DeviceEvents.AddRange(Enumerable.Range(0, 5001).Select(i => new DeviceEventRow { DeviceId = 1, At = old, Kind = "k", Text = $"{i}" })));
        var retention = _node.Get<Retention>().RunAsync(CancellationToken.None);
        await _node.WriteAsync(db => db.DeviceEvents.Add(new DeviceEventRow { DeviceId = 1, At = _node.Time.GetUtcNow(), Kind = "k", Text = "new" }));
        await retention;
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.Select(e => e.Text).SingleAsync()), Is.EqualTo("new"));
    }

    private static OperationRow Operation(OperationState state, DateTimeOffset? finished) => new()
    {
        Id = Guid.NewGuid(), DeviceId = 1, Type = "reboot", Request = "{}", Author = "test", State = state, FinishedAt = finished,
    };
}
