using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

/// <summary>A host whose file is in force announces another URL: draft-ietf-opsawg-mud-acceptable-urls over real files and signatures.</summary>
public sealed class Successions_Tests
{
    private const string First = "/lamp/v1.json";
    private const string Second = "/lamp/v2.json";
    private Manufacturer _maker = null!;

    [SetUp]
    public async Task Start() => _maker = await Manufacturer.StartAsync();

    [TearDown]
    public async Task Stop() => await _maker.DisposeAsync();

    [TestCase("CN=Lamps", "CN=Lamps", true, null)]
    [TestCase(null, null, true, null)]
    [TestCase(null, "CN=Lamps", true, null)]
    [TestCase("CN=Lamps", "CN=Cameras", false, "Its file is signed by CN=Cameras, and that of the known URL by CN=Lamps; it waits for a person.")]
    [TestCase("CN=Lamps", null, false, "Its file is not signed, and that of the known URL is, by CN=Lamps; it waits for a person.")]
    public async Task It_goes_over_once_the_new_file_is_here_and_of_the_same_signer(string? firstSigner, string? secondSigner, bool follows, string? because)
    {
        await using var bench = await WithFileAsync(firstSigner);
        Serve(Second, secondSigner);
        await AnnounceAsync(bench, Second);
        var waiting = await HostAsync(bench);
        Assert.That((waiting.MudUrl, waiting.ProposedMudUrl, waiting.ProposedMudUrlSource), Is.EqualTo((_maker.Url(First), _maker.Url(Second), "dhcpv4")), "not before its file is known");
        Assert.That(waiting.ProposedMudUrlReason, Does.Contain("once its file is fetched"));
        await bench.CleanAsync();

        await bench.Refresh.RunAsync(CancellationToken.None);
        var host = await HostAsync(bench);
        Assert.That((host.MudUrl, host.ProposedMudUrl, host.ProposedMudUrlReason), Is.EqualTo(follows
            ? (_maker.Url(Second), (string?)null, (string?)null)
            : (_maker.Url(First), _maker.Url(Second), because)));
        Assert.That(await bench.ReadAsync(db => db.Devices.AnyAsync(d => d.FirewallDirty)), Is.EqualTo(follows));

        // Announced again, with both files known, the answer is the same.
        await AnnounceAsync(bench, Second);
        Assert.That((await HostAsync(bench)).ProposedMudUrlReason, Is.EqualTo(because));
    }

    [TestCase("cloud.example", true)]
    [TestCase("another.example", false)]
    public async Task Where_widening_needs_approval_to_go_over_is_no_way_around_it(string name, bool follows)
    {
        Serve(First, null);
        _maker.Serve(Second, _maker.MakeFile(Second, name));
        var options = _maker.Options;
        options.WideningNeedsApproval = true;
        await using var bench = await WithHostAsync(options);
        await AnnounceAsync(bench, Second);
        await bench.Refresh.RunAsync(CancellationToken.None);
        await StandsAsync();

        // Announced again, with both files known, the answer is the same.
        await AnnounceAsync(bench, Second);
        await StandsAsync();

        async Task StandsAsync()
        {
            var host = await HostAsync(bench);
            Assert.That((host.MudUrl, host.ProposedMudUrlReason), Is.EqualTo(follows
                ? (_maker.Url(Second), (string?)null)
                : (_maker.Url(First), "Its file lets flows through that the file of the known URL does not; it waits for a person.")));
        }
    }

    [Test]
    public async Task The_root_is_the_mud_url_of_the_file_in_force()
    {
        var moved = System.Text.Encoding.UTF8.GetString(_maker.MakeFile("/new/v1.json"));
        _maker.Serve(First, System.Text.Encoding.UTF8.GetBytes(moved));
        await using var bench = await WithHostAsync();
        Serve("/new/v2.json", null);
        Serve(Second, null);
        await AnnounceAsync(bench, Second);
        Assert.That((await HostAsync(bench)).ProposedMudUrlReason, Does.Contain($"same folder as {_maker.Url("/new/v1.json")}"));
        Assert.That(await bench.ReadAsync(db => db.MudFiles.CountAsync()), Is.EqualTo(1), "what waits for a person is not even fetched");
        await AnnounceAsync(bench, "/new/v2.json");
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await HostAsync(bench)).MudUrl, Is.EqualTo(_maker.Url("/new/v2.json")));
    }

    [Test]
    public async Task What_a_person_dismissed_is_not_proposed_again()
    {
        await using var bench = await WithFileAsync("CN=Lamps");
        await AnnounceAsync(bench, "/camera/v1.json");
        await bench.ReadAsync(db => db.Hosts.ExecuteUpdateAsync(h => h
            .SetProperty(x => x.DismissedMudUrl, x => x.ProposedMudUrl).SetProperty(x => x.ProposedMudUrl, (string?)null)));
        await AnnounceAsync(bench, "/camera/v1.json");
        Assert.That((await HostAsync(bench)).ProposedMudUrl, Is.Null);
        await AnnounceAsync(bench, "/camera/v2.json");
        Assert.That((await HostAsync(bench)).ProposedMudUrl, Is.EqualTo(_maker.Url("/camera/v2.json")));
    }

    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/v2.json", true)]
    [TestCase("https://m.example/lamp/v1.json", "https://M.EXAMPLE:443/lamp/v2.json", true)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/x/../v2.json", true)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/../camera/v2.json", false)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/..%2Fcamera%2Fv2.json", false)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/..%5ccamera%5cv2.json", false)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/sub/v2.json", false)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example/lamp/v2.json?as=camera", false)]
    [TestCase("https://m.example/lamp/v1.json", "https://m.example.evil/lamp/v2.json", false)]
    public void Only_the_last_segment_may_differ(string known, string announced, bool may) =>
        Assert.That(AnnouncedUrl.IsSuccessor(known, announced), Is.EqualTo(may));

    private async Task<MudBench> WithFileAsync(string? signer)
    {
        Serve(First, signer);
        return await WithHostAsync();
    }

    private async Task<MudBench> WithHostAsync(MudOptions? options = null)
    {
        var bench = new MudBench(options ?? _maker.Options);
        await bench.AddDeviceAsync();
        await AnnounceAsync(bench, First);
        await bench.Refresh.RunAsync(CancellationToken.None);
        return bench;
    }

    private void Serve(string path, string? signer)
    {
        var signature = path.Replace(".json", ".p7s", StringComparison.Ordinal);
        var content = _maker.MakeFile(path, signature: signer is null ? null : signature);
        _maker.Serve(path, content);
        if (signer is not null)
        {
            using var certificate = Manufacturer.Issue(_maker.Ca, signer, X509KeyUsageFlags.DigitalSignature);
            _maker.Serve(signature, Manufacturer.Sign(content, certificate));
        }
    }

    private async Task AnnounceAsync(MudBench bench, string path)
    {
        var device = await bench.ReadAsync(db => db.Devices.SingleAsync());
        await bench.SyncAsync(device.Id, new LanHost("02:00:00:00:00:01", "lamp", ["192.168.1.20"], true, _maker.Url(path), "dhcpv4"));
    }

    private static Task<HostRow> HostAsync(MudBench bench) => bench.ReadAsync(db => db.Hosts.AsNoTracking().SingleAsync());
}
