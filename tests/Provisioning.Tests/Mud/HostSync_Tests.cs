using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

public sealed class HostSync_Tests
{
    private const string Mac = "02:00:00:00:00:01";
    private const string Url = "https://lamps.example/mud/glow3.json";

    private static LanHost Host(string? url = Url, bool active = true, string address = "192.168.1.20") =>
        new(Mac, "lamp", [address], active, url, url is null ? null : "dhcpv4");

    [Test]
    public async Task A_new_host_with_a_URL_wants_its_file_and_a_compilation()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        Assert.That(await bench.SyncAsync(device.Id, Host()), Is.True);
        var (row, file, gateway) = await StateAsync(bench);
        Assert.That((row.MudUrl, row.State, row.Active), Is.EqualTo((Url, MudHostState.Waiting, true)));
        Assert.That(file!.State, Is.EqualTo(MudFileState.Wanted));
        Assert.That(gateway.FirewallDirty, Is.True);
    }

    [Test]
    public async Task The_same_report_again_changes_nothing()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host());
        Assert.That(await bench.SyncAsync(device.Id, Host()), Is.False);
        Assert.That((await StateAsync(bench)).Device.FirewallDirty, Is.False);
    }

    [Test]
    public async Task A_host_that_stops_announcing_keeps_its_URL()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host());
        Assert.That(await bench.SyncAsync(device.Id, Host(url: null)), Is.False);
        Assert.That((await StateAsync(bench)).Host.MudUrl, Is.EqualTo(Url));
    }

    [Test]
    public async Task A_host_that_is_gone_is_not_active_and_the_firewall_follows()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host());
        Assert.That(await bench.SyncAsync(device.Id), Is.True);
        var state = await StateAsync(bench);
        Assert.That((state.Host.Active, state.Device.FirewallDirty), Is.EqualTo((false, true)));
    }

    [TestCase("https://lamps.example/mud/glow4.json", true)]
    [TestCase("https://lamps.example/other/glow3.json", false)]
    [TestCase("https://evil.example/mud/glow3.json", false)]
    [TestCase("https://lamps.example:8443/mud/glow3.json", false)]
    public async Task Only_another_file_of_the_same_folder_is_taken_without_a_person(string announced, bool taken)
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host());
        Assert.That(await bench.SyncAsync(device.Id, Host(announced)), Is.True);
        var state = await StateAsync(bench);
        Assert.That((state.Host.MudUrl, state.Host.ProposedMudUrl), Is.EqualTo(taken ? (announced, (string?)null) : (Url, announced)));
        Assert.That(state.Device.FirewallDirty, Is.EqualTo(taken));
        Assert.That(await bench.SyncAsync(device.Id, Host(announced)), Is.False, "said once");
    }

    [Test]
    public async Task A_persons_choice_wins_over_what_is_announced()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host(url: null));
        await bench.ReadAsync(db => db.Hosts.ExecuteUpdateAsync(h => h
            .SetProperty(x => x.MudUrl, "https://isp.example/lamp.json").SetProperty(x => x.MudUrlSource, "assigned")));
        await bench.SyncAsync(device.Id, Host());
        Assert.That((await StateAsync(bench)).Host.MudUrl, Is.EqualTo("https://isp.example/lamp.json"));
    }

    [Test]
    public async Task An_address_matters_to_the_firewall_only_with_a_URL()
    {
        await using var bench = new MudBench(new MudOptions());
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, Host(url: null));
        Assert.That(await bench.SyncAsync(device.Id, Host(url: null, address: "192.168.1.21")), Is.True);
        Assert.That((await StateAsync(bench)).Device.FirewallDirty, Is.False);
        await bench.SyncAsync(device.Id, Host(address: "192.168.1.21"));
        await bench.SyncAsync(device.Id, Host(address: "192.168.1.22"));
        Assert.That((await StateAsync(bench)).Device.FirewallDirty, Is.True);
    }

    private static Task<(HostRow Host, MudFileRow? File, DeviceRow Device)> StateAsync(MudBench bench) => bench.ReadAsync(async db =>
        (await db.Hosts.AsNoTracking().SingleAsync(), await db.MudFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Url == Url), await db.Devices.AsNoTracking().SingleAsync()));
}
