using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Persistence;

/// <summary>Many callers' writes share a transaction, and one caller's failure is that caller's alone.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class GroupCommit_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task What_fails_in_a_batch_fails_alone()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = _node.Commit.CommitAsync((_, _) => gate.Task, CancellationToken.None);
        var writes = Enumerable.Range(0, 20).Select(i => _node.WriteAsync(db => db.ApiKeys.Add(Key(i == 13 ? 12 : i)))).ToList();
        gate.SetResult();
        await held;

        await Assert.ThrowsAsync<DbUpdateException>(() => writes[13], "the hash is there already");
        await Task.WhenAll(writes.Where((_, i) => i != 13));
        Assert.That(await _node.ReadAsync(db => db.ApiKeys.CountAsync()), Is.EqualTo(19));
    }

    [Test]
    public async Task An_exception_of_the_caller_is_the_callers()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _node.WriteAsync(_ => throw new InvalidOperationException("mine")));
        await _node.WriteAsync(db => db.ApiKeys.Add(Key(1)));
        Assert.That(await _node.ReadAsync(db => db.ApiKeys.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task A_row_that_changed_meanwhile_is_read_and_changed_again()
    {
        await _node.WriteAsync(db => db.Devices.Add(Device()));
        var tries = 0;
        await _node.Commit.CommitAsync(
            async (db, token) =>
            {
                var row = await db.Devices.SingleAsync(token);
                row.Revision++;
                if (tries++ == 0)
                {
                    // Somebody with another writer was faster.
                    await db.Devices.ExecuteUpdateAsync(set => set.SetProperty(d => d.Revision, 77), token);
                }
            },
            CancellationToken.None);
        Assert.That(tries, Is.EqualTo(2));
        Assert.That(await _node.ReadAsync(db => db.Devices.Select(d => d.Revision).SingleAsync()), Is.EqualTo(1), "the first try was undone whole");
    }

    [Test]
    public async Task Whoever_leaves_before_it_began_is_not_written()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var left = new CancellationTokenSource();
        var held = _node.Commit.CommitAsync(
            (_, _) =>
            {
                begun.SetResult();
                return gate.Task;
            },
            CancellationToken.None);
        // Else both may be of one batch, which has then begun.
        await begun.Task;
        var abandoned = _node.Commit.CommitAsync(
            (db, _) =>
            {
                db.ApiKeys.Add(Key(1));
                return Task.CompletedTask;
            },
            left.Token);
        await left.CancelAsync();
        gate.SetResult();
        await held;
        Assert.That(async () => await abandoned, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _node.ReadAsync(db => db.ApiKeys.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task A_stop_writes_all_that_waits()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = _node.Commit.CommitAsync((_, _) => gate.Task, CancellationToken.None);
        var writes = Enumerable.Range(0, 500).Select(i => _node.WriteAsync(db => db.ApiKeys.Add(Key(i)))).ToList();
        var stopped = _node.Get<GroupCommit>().StopAsync(CancellationToken.None);
        gate.SetResult();
        await stopped;
        await held;
        await Task.WhenAll(writes);
        Assert.That(await _node.ReadAsync(db => db.ApiKeys.CountAsync()), Is.EqualTo(500));
        Assert.That(async () => await _node.WriteAsync(db => db.ApiKeys.Add(Key(501))), Throws.Exception, "nothing new is taken");
    }

    private static ApiKeyRow Key(int i) => new() { Id = Guid.NewGuid(), Name = $"key {i}", Hash = $"{i:x64}" };

    private static DeviceRow Device() => new() { Key = "00D09E-Gw-1", Oui = "00D09E", ProductClass = "Gw", SerialNumber = "1" };
}
