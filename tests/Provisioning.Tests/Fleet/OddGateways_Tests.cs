using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Storage;

namespace Provisioning.Tests.Fleet;

/// <summary>What odd firmware does to the conversations with it, and what is then known of it.</summary>
internal sealed class OddGateways_Tests
{
    private const string Ntp = "Device.Time.NTPServer1";
    private const string Key = "Device.ManagementServer.ParameterKey";

    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(
        DatabaseProvider.Sqlite, ("Acs:Quirks:0:Name", "sercomm"), ("Acs:Quirks:0:SoftwareVersion", "3920*"), ("Acs:Quirks:0:RestAfterBoot", "600"),
        ("Acs:Quirks:1:Name", "forgets the key alone"), ("Acs:Quirks:1:SoftwareVersion", "780*"), ("Acs:Quirks:1:BootIsBootstrap", "false"));

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task Quirk_13_a_refused_parameter_costs_neither_the_credentials_nor_the_rest()
    {
        const string Refused = "Device.ManagementServer.PeriodicInformTime";
        var gateway = new ModelGateway("ZTE") { [Refused] = "" };
        gateway.Instead = o => o is Operation.WriteValues write && write.Values.Any(v => v.Path == Refused)
            ? new Outcome.Failed(o.Id, new Fault(FaultKind.InvalidArguments, "9003", "Invalid arguments", [new(Refused, "9007", "Invalid parameter value")]))
            : null;
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, (Refused, "2026-01-01T03:17:00Z"), (Ntp, "ntp.example"));

        await _node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Bootstrap);

        Assert.That(gateway["Device.ManagementServer.ConnectionRequestPassword"], Is.Not.Empty);
        Assert.That(gateway[Ntp], Is.EqualTo("ntp.example"));
    }

    [Test]
    public async Task Quirk_16_what_is_listed_as_read_only_is_written_all_the_same_and_noted()
    {
        var gateway = new ModelGateway("RO");
        gateway.Instead = o => o is Operation.Discover discover
            ? new Outcome.Discovered(o.Id, discover.Path, [.. gateway.Values.Keys.Where(k => k.StartsWith(discover.Path, StringComparison.Ordinal)).Select(k => new DiscoveredName(k, Writable: false)),
                .. discover.NextLevelOnly ? (DiscoveredName[])[new("Device.Time.", false)] : []])
            : null;
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, (Ntp, "ntp.example"));

        await _node.SessionAsync(gateway);

        Assert.That(gateway[Ntp], Is.EqualTo("ntp.example"));
        Assert.That(await SeenAsync(id), Does.Contain(Quirk.WritableDenied));
    }

    [Test]
    public async Task Quirk_26_a_boot_without_the_ParameterKey_that_was_given_is_a_factory_reset()
    {
        var gateway = new ModelGateway("RESET") { [Key] = "" };
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, (Ntp, "ntp.example"));
        Assert.That(await BootAsync(gateway, key: ""), Is.Not.Empty);
        Assert.That(await BootAsync(gateway, key: "abc"), Has.None.InstanceOf<Operation.WriteValues>(), "a boot that is only one");

        gateway[Ntp] = "";
        var done = await BootAsync(gateway, key: "");

        Assert.That(done[0], Is.InstanceOf<Operation.WriteValues>(), "its credentials first");
        Assert.That(gateway[Ntp], Is.EqualTo("ntp.example"));
        Assert.That(await SeenAsync(id), Does.Contain(Quirk.NoBootstrap));
        Assert.That(await EventsAsync(id), Has.Some.StartsWith("device.bootstrap").And.Some.Contains("without the ParameterKey"));
    }

    [Test]
    public async Task Quirk_27_where_a_rule_says_so_a_boot_without_ParameterKey_is_only_a_boot()
    {
        var gateway = new ModelGateway("KEYLESS") { [Key] = "" };
        var id = await EnrolAsync(gateway);
        await BootAsync(gateway, key: "", version: "780.1");
        await BootAsync(gateway, key: "abc", version: "780.1");
        Assert.That(await BootAsync(gateway, key: "", version: "780.1"), Has.None.InstanceOf<Operation.WriteValues>());
        Assert.That(await SeenAsync(id), Is.Empty);
    }

    [Test]
    public async Task Quirk_29_what_is_news_leaves_one_event_a_day()
    {
        var id = await EnrolAsync(new ModelGateway("LOOP"));
        var device = new DeviceId("00D09E", "Gw", "LOOP");
        for (var i = 0; i < 3; i++)
        {
            _node.Get<IQuirkSightings>().Saw(device, Quirk.InformLoop | Quirk.NoCookie, "5 sessions ended after their Inform.");
            Assert.That(await SeenAsync(id), Is.EquivalentTo(new[] { Quirk.InformLoop, Quirk.NoCookie }));
        }

        Assert.That((await EventsAsync(id)).Where(e => e.StartsWith("device.quirk", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(1).And.Some.Contains("5 sessions"));
        _node.Time.Advance(TimeSpan.FromDays(2));
        _node.Get<IQuirkSightings>().Saw(device, Quirk.InformLoop);
        await SeenAsync(id);
        Assert.That((await EventsAsync(id)).Count(e => e.StartsWith("device.quirk", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public async Task Quirk_33_after_a_boot_it_is_answered_and_asked_nothing_for_as_long_as_its_firmware_needs()
    {
        var gateway = new ModelGateway("REST") { ["Device.DeviceInfo.SoftwareVersion"] = "3920.1" };
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, (Ntp, "ntp.example"));

        Assert.That(await _node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Boot), Is.Empty);
        _node.Time.Advance(TimeSpan.FromSeconds(590));
        Assert.That(await _node.SessionAsync(gateway), Is.Empty);
        _node.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.That(await _node.SessionAsync(gateway), Is.Not.Empty);
        Assert.That(gateway[Ntp], Is.EqualTo("ntp.example"));
    }

    [Test]
    public async Task Quirk_40_a_passphrase_that_reads_back_blank_is_written_once()
    {
        const string Passphrase = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
        var gateway = new ModelGateway("WIFI") { [Passphrase] = "" };
        gateway.WriteOnly.Add(Passphrase);
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, (Passphrase, "correct horse"));
        await _node.SessionAsync(gateway);
        await _node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Boot);
        _node.Time.Advance(TimeSpan.FromDays(2));
        await _node.SessionAsync(gateway);

        Assert.That(gateway[Passphrase], Is.EqualTo("correct horse"));
        Assert.That(gateway.Log.OfType<Operation.WriteValues>().Count(w => w.Values.Any(v => v.Path == Passphrase)), Is.EqualTo(1));
    }

    private async Task<List<Operation>> BootAsync(ModelGateway gateway, string key, string version = "1.0")
    {
        var contact = _node.Contact(gateway.Serial, Protocols.Cwmp, ContactEvent.Boot);
        await using var conversation = await _node.OpenAsync(contact with { Values = [new("Device.DeviceInfo.SoftwareVersion", version, ParameterType.String), new(Key, key, ParameterType.String)] });
        return await gateway.ServeAsync(conversation);
    }

    private async Task<long> EnrolAsync(ModelGateway gateway)
    {
        await using (await _node.OpenAsync(_node.Contact(gateway.Serial)))
        {
        }

        return await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == gateway.Serial).Select(d => d.Id).SingleAsync());
    }

    private async Task<List<Quirk>> SeenAsync(long id)
    {
        await _node.Get<QuirkSightings>().FlushAsync();
        return await _node.ReadAsync(db => db.DeviceQuirks.Where(q => q.DeviceId == id).Select(q => q.Quirk).ToListAsync());
    }

    private Task<List<string>> EventsAsync(long id) =>
        _node.ReadAsync(db => db.DeviceEvents.Where(e => e.DeviceId == id).Select(e => e.Kind + ": " + e.Text).ToListAsync());
}
