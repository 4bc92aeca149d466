using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Mud.Names.Dangers;
using Provisioning.Mud.Names.Gateways;
using Provisioning.Mud.Versions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Mud;

/// <summary>Versions and names on the databases that an ISP runs, from an upgrade on.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MudStorage_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider, ("Acs:Mud:AskGateway", "WhenSupported"), ("Acs:Mud:AllowPrivateAddresses", "true"));

    [TearDown]
    public async Task StopAsync() => await (((FleetNode?)_node)?.DisposeAsync() ?? default);

    [Test]
    public async Task A_file_that_was_in_force_before_versions_were_kept_has_its_first_one()
    {
        var content = Encoding.UTF8.GetBytes(MudText.WithEntry("{}"));
        await _node.ReadAsync(async db =>
        {
            var all = db.Database.GetMigrations().ToList();
            var before = all[all.FindIndex(m => m.EndsWith("_MudVersions", StringComparison.Ordinal)) - 1];
            await db.GetService<IMigrator>().MigrateAsync(before);
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "MudFiles" ("Url", "Content", "Sha256", "State", "Signature", "IsSupported") VALUES ({"https://m.example/d.json"}, {content}, {"0a1b"}, {"Good"}, {"Unsigned"}, {true})""");
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "MudFiles" ("Url", "State", "Signature", "IsSupported") VALUES ({"https://m.example/e.json"}, {"Wanted"}, {"Unsigned"}, {true})""");
            await db.Database.MigrateAsync();
            return true;
        });
        var version = await _node.ReadAsync(db => db.MudFileVersions.SingleAsync());
        Assert.That((version.Sha256, version.State, version.InForceAt is not null), Is.EqualTo(("0a1b", MudVersionState.InForce, true)));
        Assert.That(version.Content, Is.EqualTo(content));

        // And the first content that is brought now takes its place.
        await _node.Get<MudRefresh>().StoreAsync(content, "ann", CancellationToken.None);
        var states = await _node.ReadAsync(db => db.MudFileVersions.OrderBy(v => v.Id).Select(v => v.State).ToListAsync());
        Assert.That(states, Is.EqualTo(new[] { MudVersionState.Superseded, MudVersionState.InForce }));
    }

    [Test]
    public async Task Versions_are_restored_and_a_gateway_is_asked_for_the_names_of_the_one_in_force()
    {
        var (first, _) = await _node.Get<MudRefresh>().StoreAsync(File("one.example"), "ann", CancellationToken.None);
        for (var i = 0; i < VersionBook.Capacity + 5; i++)
        {
            await _node.Get<MudRefresh>().StoreAsync(File($"n{i}.example"), "ann", CancellationToken.None);
        }

        Assert.That(await _node.ReadAsync(db => db.MudFileVersions.CountAsync()), Is.EqualTo(VersionBook.Capacity - 1), "the one in force and what is remembered; none waits");
        var earlier = await _node.ReadAsync(db => db.MudFileVersions.Where(v => v.State == MudVersionState.Superseded).OrderByDescending(v => v.Id).Select(v => v.Sha256).FirstAsync());
        Assert.That(await _node.Get<MudVersions>().RestoreAsync(first!.Id, earlier, "it worked", "bob", CancellationToken.None), Is.EqualTo(VersionAnswer.Done));
        Assert.That(await _node.Get<MudVersions>().RestoreAsync(first.Id, earlier, null, "bob", CancellationToken.None), Is.EqualTo(VersionAnswer.WrongState));
        var file = await _node.ReadAsync(db => db.MudFiles.SingleAsync());
        Assert.That((file.Sha256, file.HeldBy), Is.EqualTo((earlier, "bob")));

        await _node.WriteAsync(db => db.Devices.Add(new DeviceRow { Key = "00AABB-Gw-1", Oui = "00AABB", ProductClass = "Gw", SerialNumber = "1", Status = DeviceStatus.Active }));
        var device = await _node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = device, Mac = "02:00:00:00:00:01", MudUrl = file.Url, MudUrlSource = "dhcpv4" }));
        await _node.Get<GatewayNames>().RunAsync(CancellationToken.None);
        var order = await _node.ReadAsync(db => db.Operations.SingleAsync());
        Assert.That((order.DeviceId, order.Type, order.Author), Is.EqualTo((device, "diagnostic", "mud")));
        Assert.That(order.Request, Does.Contain($"n{VersionBook.Capacity + 3}.example").And.Contain("nslookup"));
        await _node.Get<GatewayNames>().RunAsync(CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.Operations.CountAsync()), Is.EqualTo(1), "one question at a time about a name");

        await _node.ReadAsync(db => db.Operations.ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OperationState.Succeeded)
            .SetProperty(x => x.Result, """{ "succeeded": 1, "answers": [ { "status": "Success", "addresses": [ "203.0.113.80" ] } ] }""")));
        await _node.Get<GatewayNames>().RunAsync(CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.Devices.Select(d => d.FirewallDirty).SingleAsync()), Is.True);
        var report = await _node.Get<FileNames>().ReadAsync(file.Id, CancellationToken.None);
        Assert.That(report!.Names.Single().Gateways, Is.EqualTo(1));

        // Held to no file any more, its names are nobody's matter.
        await _node.ReadAsync(db => db.Hosts.ExecuteDeleteAsync());
        await _node.Get<GatewayNames>().RunAsync(CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.GatewayNames.CountAsync()), Is.Zero);
    }

    private static byte[] File(string name) => Encoding.UTF8.GetBytes(
        $$"""
        { "ietf-mud:mud": { "mud-version": 1, "mud-url": "https://m.example/d.json", "last-update": "2024-05-01T08:00:00Z", "is-supported": true, "systeminfo": "Lamp", "cache-validity": 24,
            "from-device-policy": { "access-lists": { "access-list": [ { "name": "out" } ] } } },
          "ietf-access-control-list:acls": { "acl": [ { "name": "out", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "cloud",
            "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "{{name}}" } }, "actions": { "forwarding": "accept" } } ] } } ] } }
        """);
}
