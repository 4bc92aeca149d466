using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Mud;

/// <summary>Whose mode holds for a host, on a real database, and what stays on record.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Modes_Tests(DatabaseProvider provider)
{
    private const string Camera = "02:00:00:00:00:01";
    private const string Lamp = "02:00:00:00:00:02";

    private FleetNode _node = null!;
    private HostModes _modes = null!;
    private DeviceRow _home = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(provider);
        _modes = _node.Get<HostModes>();
        await using var conversation = await _node.OpenAsync(_node.Contact("HOME"));
        _home = await _node.ReadAsync(db => db.Devices.SingleAsync());
        await _node.WriteAsync(db => db.Hosts.AddRange(((string[])[Camera, Lamp]).Select(m => new HostRow { DeviceId = _home.Id, Mac = m, MudUrl = "https://maker.test/thing.json" })));
        await TagAsync("pilot", "loud");
    }

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task The_nearest_choice_holds_and_each_gives_way_to_the_next_when_it_is_taken_back()
    {
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Enforce, ModeSource.Default)));
        await CleanAsync();
        await _modes.SetTagAsync("pilot", MudMode.Observe, "noc", CancellationToken.None);
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Observe, ModeSource.Tag)));
        Assert.That((await DeviceAsync()).FirewallDirty, Is.True);
        await _modes.SetTagAsync("loud", MudMode.Ask, "noc", CancellationToken.None);
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Ask, ModeSource.Tag)), "of two tags the one that does more");

        await _modes.SetAsync(_home.Id, ModeSource.Home, MudMode.Enforce, "noc", CancellationToken.None);
        await _modes.SetAsync(_home.Id, ModeSource.Subscriber, MudMode.Off, "subscriber", CancellationToken.None);
        await _node.Administration.SetMudAsync(_home.Key, Camera, null, MudMode.Ask, false, "noc", CancellationToken.None);
        Assert.That(await ModesAsync(), Is.EqualTo(new[] { (MudMode.Ask, ModeSource.Host), (MudMode.Off, ModeSource.Subscriber) }));

        await _node.Administration.SetMudAsync(_home.Key, Camera, null, null, true, "noc", CancellationToken.None);
        await _modes.SetAsync(_home.Id, ModeSource.Subscriber, null, "subscriber", CancellationToken.None);
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Enforce, ModeSource.Home)));
        await _modes.SetAsync(_home.Id, ModeSource.Home, null, "noc", CancellationToken.None);
        await TagAsync("pilot");
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Observe, ModeSource.Tag)), "the tag that is left");
        await _modes.SetTagAsync("pilot", null, "noc", CancellationToken.None);
        Assert.That(await ModesAsync(), Is.EqualTo(Both(MudMode.Enforce, ModeSource.Default)));

        var record = await _node.ReadAsync(db => db.MudChoices.Where(c => c.DeviceId != null).OrderBy(c => c.Id).Select(c => new { c.Source, c.Author, c.EndedBy }).ToListAsync());
        Assert.That(record.Select(c => (c.Source, c.Author, c.EndedBy)), Is.EqualTo(new[]
        {
            (ModeSource.Home, "noc", "noc"), (ModeSource.Subscriber, "subscriber", (string?)"subscriber"), (ModeSource.Host, "noc", "noc"),
        }));
    }

    [Test]
    public async Task A_host_that_is_new_comes_under_what_holds_and_another_default_reaches_those_that_nobody_chose_for()
    {
        await _modes.SetAsync(_home.Id, ModeSource.Home, MudMode.Ask, "noc", CancellationToken.None);
        await _node.Commit.CommitAsync(
            async (db, token) => await _node.Get<IHostSync>().ApplyAsync(
                db, await db.Devices.SingleAsync(token), [new LanHost("02:00:00:00:00:03", null, [], true, null, null)], _node.Time.GetUtcNow(), token),
            CancellationToken.None);
        Assert.That((await _node.ReadAsync(db => db.Hosts.SingleAsync(h => h.Mac == "02:00:00:00:00:03"))).Mode, Is.EqualTo(MudMode.Ask));

        await _modes.SetAsync(_home.Id, ModeSource.Home, null, "noc", CancellationToken.None);
        await _node.Administration.SetMudAsync(_home.Key, Lamp, null, MudMode.Enforce, false, "noc", CancellationToken.None);
        await CleanAsync();
        var other = new HostModes(_node.Commit, _node, Microsoft.Extensions.Options.Options.Create(new MudOptions { DefaultMode = MudMode.Observe }), _node.Time);
        await other.FollowDefaultAsync(CancellationToken.None);
        Assert.That((await ModesAsync()).Take(2), Is.EqualTo(new[] { (MudMode.Observe, ModeSource.Default), (MudMode.Enforce, ModeSource.Host) }));
        Assert.That((await DeviceAsync()).FirewallDirty, Is.True);
    }

    private static (MudMode, ModeSource)[] Both(MudMode mode, ModeSource by) => [(mode, by), (mode, by)];

    private Task<bool> TagAsync(params string[] tags) => _node.Administration.ChangeAsync(
        _home.Key,
        (_, device) =>
        {
            device.Tags = $" {string.Join(' ', tags)} ";
            return ("device.changed", "tags");
        },
        wake: false,
        CancellationToken.None);

    private Task CleanAsync() => _node.Commit.CommitAsync((db, token) => db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, false), token), CancellationToken.None);

    private Task<DeviceRow> DeviceAsync() => _node.ReadAsync(db => db.Devices.SingleAsync());

    private async Task<(MudMode, ModeSource)[]> ModesAsync() =>
        [.. (await _node.ReadAsync(db => db.Hosts.OrderBy(h => h.Mac).ToListAsync())).Select(h => (h.Mode, h.ModeSetBy))];
}
