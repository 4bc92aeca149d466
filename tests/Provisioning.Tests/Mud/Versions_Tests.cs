using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Versions;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

/// <summary>Which content of a URL counts: what takes effect by itself, what waits for a person, and what a person's word does.</summary>
public sealed class Versions_Tests
{
    private const string Path = "/lamp.json";
    private Manufacturer _maker = null!;
    private int _year;

    [SetUp]
    public async Task Start()
    {
        _maker = await Manufacturer.StartAsync();
        _year = 2020;
    }

    [TearDown]
    public async Task Stop() => await _maker.DisposeAsync();

    [Test]
    public async Task A_wider_content_waits_and_the_one_in_force_is_renewed_until_it_is_approved()
    {
        await using var bench = await WithFileAsync(approval: true);
        var old = await FileAsync(bench);
        Publish("wider.example");
        await LaterAsync(bench);
        var file = await FileAsync(bench);
        var waiting = await VersionAsync(bench, file.WaitingSha256!);
        Assert.That((file.Sha256, file.Failure, file.ExpiresAt), Is.EqualTo((old.Sha256, (string?)null, (DateTimeOffset?)bench.Time.GetUtcNow().AddHours(24))));
        Assert.That((waiting.State, waiting.Gained, waiting.Lost), Is.EqualTo((MudVersionState.Waiting, (int?)1, (int?)1)));
        Assert.That(waiting.WaitsBecause, Does.Contain("one flow"));
        Assert.That(await IsDirtyAsync(bench), Is.False);

        // The server says 304 to what waits: nothing is said twice, and the signature of the old content is not asked for.
        await LaterAsync(bench);
        Assert.That(await bench.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.Kind == "mud.waiting" && e.DeviceId == null)), Is.EqualTo(1));
        Assert.That((await FileAsync(bench)).WaitingSha256, Is.EqualTo(waiting.Sha256));

        Assert.That(await bench.Versions.ApproveAsync(file.Id, waiting.Sha256, "asked the maker", "ann", CancellationToken.None), Is.EqualTo(VersionAnswer.Done));
        file = await FileAsync(bench);
        Assert.That((file.Sha256, file.WaitingSha256), Is.EqualTo((waiting.Sha256, (string?)null)));
        Assert.That(await IsDirtyAsync(bench), Is.True);
        Assert.That((await VersionAsync(bench, old.Sha256!)).State, Is.EqualTo(MudVersionState.Superseded));
        waiting = await VersionAsync(bench, waiting.Sha256);
        Assert.That((waiting.DecidedBy, waiting.Reason, waiting.WaitsBecause), Is.EqualTo(("ann", "asked the maker", (string?)null)));
    }

    [Test]
    public async Task A_refused_content_is_no_question_again_and_a_newer_one_is()
    {
        await using var bench = await WithFileAsync(approval: true);
        var old = await FileAsync(bench);
        Publish("wider.example");
        await LaterAsync(bench);
        var first = (await FileAsync(bench)).WaitingSha256!;
        Assert.That(await bench.Versions.RefuseAsync(old.Id, first, null, "ann", CancellationToken.None), Is.EqualTo(VersionAnswer.Done));
        await LaterAsync(bench);
        Assert.That((await FileAsync(bench)).WaitingSha256, Is.Null);
        Assert.That(await bench.Versions.ApproveAsync(old.Id, first, null, "bob", CancellationToken.None), Is.EqualTo(VersionAnswer.WrongState));

        Publish("widest.example");
        await LaterAsync(bench);
        var second = (await FileAsync(bench)).WaitingSha256!;
        Publish("another.example");
        await LaterAsync(bench);
        var file = await FileAsync(bench);
        Assert.That(file.WaitingSha256, Is.Not.Null.And.Not.EqualTo(second), "the newest replaces what waited");
        Assert.That((await VersionAsync(bench, second)).State, Is.EqualTo(MudVersionState.Superseded));

        // The maker goes back to what is in force: there is nothing to decide any more.
        _maker.Serve(Path, old.Content!);
        await LaterAsync(bench);
        file = await FileAsync(bench);
        Assert.That((file.WaitingSha256, file.Sha256, file.Failure), Is.EqualTo(((string?)null, old.Sha256, (string?)null)));
        Assert.That((await VersionAsync(bench, first)).State, Is.EqualTo(MudVersionState.Refused));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_content_that_lets_no_more_through_takes_effect_at_once(bool approval)
    {
        await using var bench = await WithFileAsync(approval);
        var narrower = System.Text.Encoding.UTF8.GetString(_maker.MakeFile(Path, lastUpdate: "2030-01-01T00:00:00Z"))
            .Replace("\"ietf-acldns:dst-dnsname\"", "\"protocol\": 6, \"ietf-acldns:dst-dnsname\"", StringComparison.Ordinal);
        _maker.Serve(Path, System.Text.Encoding.UTF8.GetBytes(narrower));
        await LaterAsync(bench);
        var file = await FileAsync(bench);
        Assert.That((System.Text.Encoding.UTF8.GetString(file.Content!), file.WaitingSha256), Is.EqualTo((narrower, (string?)null)));
        Assert.That(await IsDirtyAsync(bench), Is.True);
    }

    [Test]
    public async Task An_administrators_upload_is_his_approval()
    {
        await using var bench = await WithFileAsync(approval: true);
        var (file, _) = await bench.Refresh.StoreAsync(_maker.MakeFile(Path, "wider.example", lastUpdate: "2030-01-01T00:00:00Z"), "ann", CancellationToken.None);
        Assert.That(System.Text.Encoding.UTF8.GetString(file!.Content!), Does.Contain("wider.example"));
        Assert.That((await VersionAsync(bench, file.Sha256!)).DecidedBy, Is.EqualTo("ann"));
    }

    [Test]
    public async Task A_restored_version_stays_until_it_is_let_go()
    {
        await using var bench = await WithFileAsync(approval: false);
        var old = await FileAsync(bench);
        Publish("second.example");
        await LaterAsync(bench);
        var second = (await FileAsync(bench)).Sha256!;
        Assert.That(second, Is.Not.EqualTo(old.Sha256), "nothing is asked without the option");
        await bench.CleanAsync();
        Assert.That(await bench.Versions.RestoreAsync(old.Id, old.Sha256!, "cameras fail", "ann", CancellationToken.None), Is.EqualTo(VersionAnswer.Done));
        Assert.That(await IsDirtyAsync(bench), Is.True);
        await LaterAsync(bench);
        var file = await FileAsync(bench);
        Assert.That((file.Sha256, file.WaitingSha256, file.HeldBy), Is.EqualTo((old.Sha256, (string?)null, "ann")), "what was taken out of force is no question");

        Publish("third.example");
        await LaterAsync(bench);
        file = await FileAsync(bench);
        Assert.That(file.Sha256, Is.EqualTo(old.Sha256));
        Assert.That((await VersionAsync(bench, file.WaitingSha256!)).WaitsBecause, Does.Contain("holds"));

        Assert.That(await bench.Versions.ReleaseAsync(old.Id, "ann", CancellationToken.None), Is.EqualTo(VersionAnswer.Done));
        await bench.Refresh.RunAsync(CancellationToken.None);
        var free = await FileAsync(bench);
        Assert.That((free.Sha256, free.WaitingSha256, free.HeldBy), Is.EqualTo((file.WaitingSha256, (string?)null, (string?)null)), "and a 304 is enough for it");
    }

    [Test]
    public async Task Older_content_than_ever_was_in_force_is_refused_even_after_a_restore()
    {
        await using var bench = await WithFileAsync(approval: false);
        var old = await FileAsync(bench);
        Publish("second.example");
        await LaterAsync(bench);
        await bench.Versions.RestoreAsync(old.Id, old.Sha256!, null, "ann", CancellationToken.None);
        await bench.Versions.ReleaseAsync(old.Id, "ann", CancellationToken.None);
        _maker.Serve(Path, _maker.MakeFile(Path, "replayed.example", lastUpdate: "2020-06-01T00:00:00Z"), "\"replay\"");
        await bench.Refresh.RunAsync(CancellationToken.None);
        var file = await FileAsync(bench);
        Assert.That((file.Sha256, file.WaitingSha256), Is.EqualTo((old.Sha256, (string?)null)));
        Assert.That(file.Failure, Does.Contain("older"));
    }

    [Test]
    public async Task Another_signer_waits_whatever_the_option_says_and_a_renewed_certificate_does_not()
    {
        await using var bench = await WithHostAsync(approval: false);
        Publish("cloud.example", "CN=Lamps");
        await bench.Refresh.RunAsync(CancellationToken.None);
        Publish("second.example", "CN=Lamps"); // another key of the same name
        await LaterAsync(bench);
        var file = await FileAsync(bench);
        Assert.That((System.Text.Encoding.UTF8.GetString(file.Content!).Contains("second.example", StringComparison.Ordinal), file.Signer), Is.EqualTo((true, "CN=Lamps")));

        Publish("third.example", "CN=Cameras");
        await LaterAsync(bench);
        file = await FileAsync(bench);
        Assert.That((await VersionAsync(bench, file.WaitingSha256!)).WaitsBecause, Is.EqualTo("It is signed by CN=Cameras; until now CN=Lamps signed."));
        Publish("fourth.example");
        await LaterAsync(bench);
        file = await FileAsync(bench);
        Assert.That((await VersionAsync(bench, file.WaitingSha256!)).WaitsBecause, Is.EqualTo("It is not signed; until now CN=Lamps signed."));

        Publish("fifth.example", "CN=Cameras");
        await LaterAsync(bench);
        await bench.Versions.ApproveAsync(file.Id, (await FileAsync(bench)).WaitingSha256!, null, "ann", CancellationToken.None);
        Publish("sixth.example", "CN=Cameras");
        await LaterAsync(bench);
        file = await FileAsync(bench);
        Assert.That((file.Signer, file.WaitingSha256, file.Failure), Is.EqualTo(("CN=Cameras", (string?)null, (string?)null)), "approved is pinned");
    }

    [Test]
    public async Task Twenty_contents_are_kept_and_the_waiting_one_is_among_them()
    {
        await using var bench = await WithFileAsync(approval: true);
        for (var i = 0; i < 30; i++)
        {
            Publish($"n{i}.example");
            await LaterAsync(bench);
        }

        var file = await FileAsync(bench);
        var states = await bench.ReadAsync(db => db.MudFileVersions.GroupBy(v => v.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.That((states[MudVersionState.InForce], states[MudVersionState.Waiting], states[MudVersionState.Superseded]), Is.EqualTo((1, 1, VersionBook.Capacity - 2)));
        Assert.That((await VersionAsync(bench, file.WaitingSha256!)).State, Is.EqualTo(MudVersionState.Waiting));
    }

    private async Task<MudBench> WithFileAsync(bool approval)
    {
        var bench = await WithHostAsync(approval);
        Publish("cloud.example");
        await bench.Refresh.RunAsync(CancellationToken.None);
        await bench.CleanAsync();
        return bench;
    }

    private async Task<MudBench> WithHostAsync(bool approval)
    {
        var options = _maker.Options;
        options.WideningNeedsApproval = approval;
        var bench = new MudBench(options);
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, new LanHost("02:00:00:00:00:01", "lamp", ["192.168.1.20"], true, _maker.Url(Path), "dhcpv4"));
        return bench;
    }

    /// <summary>A new edition, a year newer.</summary>
    private void Publish(string name, string? signer = null)
    {
        var content = _maker.MakeFile(Path, name, signer is null ? null : "/lamp.p7s", $"{_year++}-01-01T00:00:00Z");
        _maker.Serve(Path, content, $"\"{name}\"");
        if (signer is not null)
        {
            using var certificate = Manufacturer.Issue(_maker.Ca, signer, X509KeyUsageFlags.DigitalSignature);
            _maker.Serve("/lamp.p7s", Manufacturer.Sign(content, certificate));
        }
    }

    private static async Task LaterAsync(MudBench bench)
    {
        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.Refresh.RunAsync(CancellationToken.None);
    }

    private static Task<MudFileRow> FileAsync(MudBench bench) => bench.ReadAsync(db => db.MudFiles.AsNoTracking().SingleAsync());

    private static Task<MudFileVersionRow> VersionAsync(MudBench bench, string sha256) =>
        bench.ReadAsync(db => db.MudFileVersions.AsNoTracking().SingleAsync(v => v.Sha256 == sha256));

    private static Task<bool> IsDirtyAsync(MudBench bench) => bench.ReadAsync(db => db.Devices.AnyAsync(d => d.FirewallDirty));
}
