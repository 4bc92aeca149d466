using Microsoft.EntityFrameworkCore;
using Provisioning.BulkData;
using Provisioning.BulkData.Profiles;
using Provisioning.DesiredState;
using Provisioning.Storage;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.BulkData;

/// <summary>What a profile becomes on a gateway, for which gateways it is, and that its secret is stored nowhere.</summary>
[TestFixture]
internal sealed class Layer_Tests
{
    private static readonly BulkDataPlan Plan = new(["Device.DeviceInfo.UpTime"], 300);

    [Test]
    public void A_gateway_with_usp_pushes_and_another_posts_unless_the_profile_says_which()
    {
        string?[] Protocols(BulkDataProtocol protocol) => [.. ((bool[])[true, false]).Select(usp =>
            Layer(usp, Plan with { Protocol = protocol }).Objects is [var row, ..] ? row.Values["Protocol"].Value : null)];

        Assert.That(Protocols(BulkDataProtocol.Auto), Is.EqualTo(new[] { "USPEventNotif", "HTTP" }));
        Assert.That(Protocols(BulkDataProtocol.Http), Is.EqualTo(new[] { "HTTP", "HTTP" }));
        Assert.That(Protocols(BulkDataProtocol.Usp), Is.EqualTo(new[] { "USPEventNotif", null }), "a gateway without USP does not get it");
    }

    [Test]
    public void Other_parameters_make_another_row_and_another_interval_does_not()
    {
        string Alias(BulkDataPlan plan) => Layer(true, plan).Objects[0].IdentifiedBy["Alias"];
        Assert.That(Alias(Plan with { IntervalSeconds = 60, Format = BulkDataFormat.ParameterPerRow }), Is.EqualTo(Alias(Plan)));
        Assert.That(Alias(Plan with { References = ["Device.WiFi."] }), Is.Not.EqualTo(Alias(Plan)));
    }

    [Test]
    public void The_form_is_written_where_its_encoding_wants_it()
    {
        Assert.That(Layer(true, Plan).Values["{ref:bulkdata:p}.JSONEncoding.ReportFormat"].Value, Is.EqualTo("NameValuePair"));
        var csv = Layer(true, Plan with { Format = BulkDataFormat.ParameterPerRow });
        Assert.That(csv.Values["{ref:bulkdata:p}.CSVEncoding.ReportFormat"].Value, Is.EqualTo("ParameterPerRow"));
        Assert.That(csv.Objects[0].Values["EncodingType"].Value, Is.EqualTo("CSV"));
        Assert.That(DesiredTables.Broken(DesiredComposer.Compose([csv], null)), Is.Null);
    }

    [Test]
    public async Task Devices_that_the_search_finds_get_it_once_and_the_stored_layer_holds_no_password()
    {
        await using var node = await FleetNode.StartAsync(DatabaseProvider.Sqlite);
        foreach (var serial in (string[])["GOT-1", "NOT-1", "GOT-2"])
        {
            await (await node.OpenAsync(node.Contact(serial))).DisposeAsync();
        }

        await node.Commit.CommitAsync(
            async (db, token) => await db.Devices.Where(d => d.SerialNumber != "GOT-2").ExecuteUpdateAsync(d => d.SetProperty(x => x.BulkDataKey, "Alias"), token), CancellationToken.None);
        await node.Get<BulkDataProfiles>().SaveAsync("p", "serial:GOT", Plan, "test", CancellationToken.None);
        var composition = node.Get<BulkDataComposition>();
        await composition.RunAsync(CancellationToken.None);
        await composition.RunAsync(CancellationToken.None);

        Assert.That(node.Woken, Has.Count.EqualTo(1), "GOT-2 has no bulk data, NOT-1 does not match, and nothing is written twice");
        var id = node.Woken.Single();
        var stored = await node.ReadAsync(db => node.Documents.LayersAsync(db, id, CancellationToken.None));
        var desired = await node.ReadAsync(db => node.Documents.DesiredAsync(db, id, CancellationToken.None));
        var password = node.Get<BulkDataCredentials>().Password(id);
        Assert.That(stored.SelectMany(l => l.Values.Values).Select(v => v.Value), Has.None.EqualTo(password));
        Assert.That(desired.Values["{ref:bulkdata:p}.HTTP.Password"].Value, Is.EqualTo(password));

        await node.Get<BulkDataProfiles>().RemoveAsync("p", "test", CancellationToken.None);
        await composition.RunAsync(CancellationToken.None);
        var left = (await node.ReadAsync(db => node.Documents.LayersAsync(db, id, CancellationToken.None))).Single();
        Assert.That((left.Objects.Count, left.Values.Count, left.Owned.Single().Prefix), Is.EqualTo((0, 0, "acs-")), "its rows are still ours to take away");
    }

    private static DesiredLayer Layer(bool usp, BulkDataPlan plan) =>
        BulkDataLayer.Of([new BulkDataProfile("p", plan)], "Alias", usp, "http://acs.example:7567/bulkdata", 7);
}
