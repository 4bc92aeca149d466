using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Storage;

namespace Provisioning.Tests.Fleet;

/// <summary>TR-069 3.4.4: OUI and serial number are one gateway's alone. Where firmware breaks that, two come by turns.</summary>
internal sealed class IdentityConflicts_Tests
{
    private const string Url = "Device.ManagementServer.ConnectionRequestURL";

    [Test]
    public async Task Quirk_30_two_that_take_turns_are_told_with_where_they_come_from()
    {
        await using var node = await FleetNode.StartAsync(DatabaseProvider.Sqlite);
        for (var turn = 0; turn < 8; turn++)
        {
            await ComeAsync(node, turn % 2 == 0 ? "192.0.2.1" : "192.0.2.2");
            node.Time.Advance(TimeSpan.FromMinutes(5));
        }

        await node.Get<QuirkSightings>().FlushAsync();
        Assert.That(await node.ReadAsync(db => db.DeviceQuirks.Select(q => q.Quirk).ToListAsync()), Is.EqualTo(new[] { Quirk.IdentityConflict }));
        var told = await node.ReadAsync(db => db.DeviceEvents.Where(e => e.Kind == "device.quirk").Select(e => e.Text).ToListAsync());
        Assert.That(told.Single(), Does.Contain("Two gateways").And.Contain("192.0.2."));
    }

    [Test]
    public async Task Quirk_30_one_that_moves_is_one()
    {
        await using var node = await FleetNode.StartAsync(DatabaseProvider.Sqlite);
        for (var turn = 0; turn < 12; turn++)
        {
            await ComeAsync(node, $"192.0.2.{turn}");
            await ComeAsync(node, $"192.0.2.{turn}", url: "http://192.0.2.1/elsewhere");
        }

        for (var turn = 0; turn < 12; turn++)
        {
            await ComeAsync(node, turn % 2 == 0 ? "192.0.2.1" : "2001:db8::1", url: "http://192.0.2.1/one");
        }

        for (var turn = 0; turn < 12; turn++)
        {
            node.Time.Advance(TimeSpan.FromHours(12));
            await ComeAsync(node, turn % 2 == 0 ? "192.0.2.1" : "192.0.2.2");
        }

        await node.Get<QuirkSightings>().FlushAsync();
        Assert.That(await node.ReadAsync(db => db.DeviceQuirks.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task Quirk_30_two_behind_one_address_are_two()
    {
        await using var node = await FleetNode.StartAsync(DatabaseProvider.Sqlite);
        for (var turn = 0; turn < 6; turn++)
        {
            await ComeAsync(node, "192.0.2.1", url: $"http://192.0.2.1:{7547 + (turn % 2)}/cr");
        }

        await node.Get<QuirkSightings>().FlushAsync();
        Assert.That(await node.ReadAsync(db => db.DeviceQuirks.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Quirk_30_where_the_ISP_wants_it_they_are_held_until_one_is_gone()
    {
        await using var node = await FleetNode.StartAsync(DatabaseProvider.Sqlite, ("Acs:IdentityConflicts", "Hold"));
        for (var turn = 0; turn < 6; turn++)
        {
            await ComeAsync(node, turn % 2 == 0 ? "192.0.2.1" : "192.0.2.2");
        }

        var id = await node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await node.ValuesAsync(id, ("Device.Time.NTPServer1", "ntp.example"));
        Assert.That(await ComeAsync(node, "192.0.2.1"), Is.Null);
        node.Time.Advance(TimeSpan.FromHours(2));
        Assert.That(await ComeAsync(node, "192.0.2.1"), Is.Not.Null);
    }

    /// <summary>A contact from there, with values of its own.</summary>
    /// <returns>What it is asked first.</returns>
    private static async Task<Operation?> ComeAsync(FleetNode node, string address, string? url = null)
    {
        var contact = node.Contact("999999999999999999") with { RemoteAddress = address };
        await using var conversation = await node.OpenAsync(contact with { Values = [.. contact.Values, new(Url, url ?? $"http://{address}:7547/cr", ParameterType.String)] });
        return await conversation.NextAsync(CancellationToken.None);
    }
}
