using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Firewall.Trials;

/// <summary>An outage of many gateways, or of this server, takes no firewall back.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SilentTogether_Tests(DatabaseProvider provider)
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    [Test]
    public async Task Gateways_that_fall_silent_together_are_given_more_time_once()
    {
        await using var node = await FleetNode.StartAsync(provider, ("Acs:Firewall:LostAtOnce", "3"));
        var lost = node.Get<LostFirewalls>();
        await TryAsync(node, 1, 4, LostAfter);
        await TryAsync(node, 5, 1, LostAfter + TimeSpan.FromMinutes(2));
        await PassAsync(node, lost, LostAfter + TimeSpan.FromMinutes(1));
        await PassAsync(node, lost, TimeSpan.FromMinutes(2));
        var rows = await RowsAsync(node);
        Assert.That(rows, Has.All.Matches<DeviceFirewallRow>(r => r is { TrialHash: "new", UndoneHash: null, IsSpared: true }), "the fifth is part of it");
        Assert.That(await KindsAsync(node), Is.EqualTo(new[] { "firewall.outage" }), "told once");

        await PassAsync(node, lost, LostAfter + TimeSpan.FromSeconds(1));
        Assert.That(await RowsAsync(node), Has.All.Matches<DeviceFirewallRow>(r => r is { TrialHash: null, UndoneHash: "new", UndoneTimes: 1, SecondTry: SecondTry.WhenBack, IsHeld: true }));
        Assert.That((await KindsAsync(node)).Count(k => k == "firewall.undone"), Is.EqualTo(5));
    }

    [Test]
    public async Task A_few_are_taken_back_though_many_others_are_well()
    {
        await using var node = await FleetNode.StartAsync(provider, ("Acs:Firewall:LostAtOnce", "1"));
        var lost = node.Get<LostFirewalls>();
        await TryAsync(node, 1, 2, LostAfter);
        await TryAsync(node, 3, 38, 2 * LostAfter);
        await PassAsync(node, lost, LostAfter + TimeSpan.FromMinutes(1));
        Assert.That((await RowsAsync(node)).Count(r => r.UndoneHash is not null), Is.EqualTo(2), "one in twenty");
    }

    [Test]
    public async Task Nobody_is_lost_for_what_could_not_be_heard_while_the_server_was_down()
    {
        await using var node = await FleetNode.StartAsync(provider);
        await TryAsync(node, 1, 1, -TimeSpan.FromHours(1));
        var lost = node.Get<LostFirewalls>();
        await PassAsync(node, lost, LostAfter - TimeSpan.FromSeconds(1));
        Assert.That((await RowsAsync(node))[0].TrialHash, Is.EqualTo("new"));
        await PassAsync(node, lost, TimeSpan.FromSeconds(2));
        Assert.That((await RowsAsync(node))[0].UndoneHash, Is.EqualTo("new"));
    }

    private static Task PassAsync(FleetNode node, LostFirewalls lost, TimeSpan time)
    {
        node.Time.Advance(time);
        return lost.RunAsync(node.Time.GetUtcNow(), CancellationToken.None);
    }

    private static Task TryAsync(FleetNode node, int first, int count, TimeSpan lostIn) => node.WriteAsync(db =>
    {
        var now = node.Time.GetUtcNow();
        foreach (var n in Enumerable.Range(first, count))
        {
            var serial = $"SILENT-{n}";
            db.Devices.Add(new DeviceRow { Id = n, Key = $"00D09E-Gw-{serial}", Oui = "00D09E", ProductClass = "Gw", SerialNumber = serial, Status = DeviceStatus.Active });
            db.DeviceFirewalls.Add(new DeviceFirewallRow { DeviceId = n, ConfirmedHash = "old", TrialHash = "new", TrialAt = now, LostAt = now + lostIn, IsReadBack = true });
        }
    });

    private static Task<List<DeviceFirewallRow>> RowsAsync(FleetNode node) => node.ReadAsync(db => db.DeviceFirewalls.OrderBy(f => f.DeviceId).ToListAsync());

    private static Task<List<string>> KindsAsync(FleetNode node) => node.ReadAsync(db => db.DeviceEvents.Where(e => e.Kind.StartsWith("firewall.")).Select(e => e.Kind).ToListAsync());
}
