using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

public sealed class Refresh_Tests
{
    private const string Path = "/lamp.json";
    private Manufacturer _maker = null!;

    [SetUp]
    public async Task Start() => _maker = await Manufacturer.StartAsync();

    [TearDown]
    public async Task Stop() => await _maker.DisposeAsync();

    [Test]
    public async Task A_wanted_file_is_fetched_and_its_gateways_are_compiled()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.CleanAsync();
        await bench.Refresh.RunAsync(CancellationToken.None);
        var file = await FileAsync(bench);
        Assert.That((file.State, file.Signature, file.Failure, file.SystemInfo), Is.EqualTo((MudFileState.Good, MudSignatureState.Unsigned, (string?)null, "Lamp")), file.Failure);
        Assert.That(file.ExpiresAt, Is.EqualTo(bench.Time.GetUtcNow().AddHours(24)).Within(TimeSpan.FromSeconds(1)));
        Assert.That((await bench.ReadAsync(db => db.Devices.SingleAsync())).FirewallDirty, Is.True);
        Assert.That(bench.DirtySignals, Is.EqualTo(1));
    }

    [Test]
    public async Task A_good_signature_is_recorded_with_its_signer()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        var content = _maker.MakeFile(Path, signature: "/lamp.p7s");
        using var signer = Manufacturer.Issue(_maker.Ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        _maker.Serve(Path, content);
        _maker.Serve("/lamp.p7s", Manufacturer.Sign(content, signer));
        await bench.Refresh.RunAsync(CancellationToken.None);
        var file = await FileAsync(bench);
        Assert.That((file.Signature, file.SignatureDetail), Is.EqualTo((MudSignatureState.Valid, "CN=Signer")), file.Failure);
    }

    [Test]
    public async Task A_tampered_update_leaves_the_old_content_in_force_and_says_why()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        var content = _maker.MakeFile(Path, signature: "/lamp.p7s");
        using var signer = Manufacturer.Issue(_maker.Ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        _maker.Serve(Path, content);
        _maker.Serve("/lamp.p7s", Manufacturer.Sign(content, signer));
        await bench.Refresh.RunAsync(CancellationToken.None);
        await bench.CleanAsync();

        _maker.Serve(Path, _maker.MakeFile(Path, name: "evil.example", signature: "/lamp.p7s", lastUpdate: "2025-05-01T08:00:00Z"));
        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.Refresh.RunAsync(CancellationToken.None);
        var file = await FileAsync(bench);
        Assert.That(file.Content, Is.EqualTo(content));
        Assert.That(file.State, Is.EqualTo(MudFileState.Good));
        Assert.That(file.Failure, Does.Contain("signature"));
        Assert.That((await bench.ReadAsync(db => db.Devices.SingleAsync())).FirewallDirty, Is.False);
        var host = await bench.ReadAsync(db => db.Hosts.SingleAsync());
        Assert.That(HostStanding.Reason(host, file), Does.Contain("stays in force"));

        _maker.Serve(Path, content);
        await bench.Refresh.FetchAsync(file.Url, CancellationToken.None);
        file = await FileAsync(bench);
        Assert.That(HostStanding.Reason(host, file), Is.EqualTo(host.Reason), "what was wrong is told no longer");
        Assert.That(await bench.ReadAsync(db => db.DeviceEvents.AnyAsync(e => e.DeviceId != null && e.Text.Contains("can be fetched again"))), Is.True);
    }

    [Test]
    public async Task An_older_file_is_not_taken()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        _maker.Serve(Path, _maker.MakeFile(Path, name: "old.example", lastUpdate: "2020-01-01T00:00:00Z"));
        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.Refresh.RunAsync(CancellationToken.None);
        var file = await FileAsync(bench);
        Assert.That(file.Failure, Does.Contain("older"));
        Assert.That(System.Text.Encoding.UTF8.GetString(file.Content!), Does.Contain("cloud.example"));
    }

    [Test]
    public async Task Nothing_is_asked_before_the_validity_ends_and_then_only_for_changes()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Serve(Path, _maker.MakeFile(Path), etag: "\"1\"");
        await bench.Refresh.RunAsync(CancellationToken.None);
        bench.Time.Advance(TimeSpan.FromHours(23));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That(_maker.Requests, Has.Count.EqualTo(1));
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That(_maker.Requests, Has.Count.EqualTo(2));
        var file = await FileAsync(bench);
        Assert.That((file.Failure, file.ExpiresAt), Is.EqualTo(((string?)null, (DateTimeOffset?)bench.Time.GetUtcNow().AddHours(24))));
        Assert.That(bench.DirtySignals, Is.EqualTo(1));
    }

    [Test]
    public async Task Failures_are_retried_later_and_later_and_a_host_knows_why()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        await bench.Refresh.RunAsync(CancellationToken.None);
        var first = await FileAsync(bench);
        Assert.That((first.State, first.ExpiresAt - first.AttemptedAt), Is.EqualTo((MudFileState.Bad, (TimeSpan?)TimeSpan.FromMinutes(1))));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Refresh.RunAsync(CancellationToken.None);
        var second = await FileAsync(bench);
        Assert.That(second.ExpiresAt - second.AttemptedAt, Is.EqualTo(TimeSpan.FromMinutes(2)));
        var host = await bench.ReadAsync(db => db.Hosts.SingleAsync());
        Assert.That((host.State, host.Reason), Is.EqualTo((MudHostState.Failed, "Its MUD file cannot be used: It cannot be fetched: the server answered 404.")));
        Assert.That(await bench.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.Kind == "mud.failed")), Is.EqualTo(2), "one for the fleet, one for the gateway, said once");
    }

    [Test]
    public async Task A_compilation_that_began_before_a_file_was_refused_does_not_have_the_last_word()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        await bench.CleanAsync();
        var before = await bench.ReadAsync(db => db.Devices.SingleAsync());
        await bench.Refresh.RunAsync(CancellationToken.None);
        var after = await bench.ReadAsync(db => db.Devices.SingleAsync());
        Assert.That((after.FirewallDirty, after.Revision > before.Revision), Is.EqualTo((true, true)), "it compares the revision, and is made again");
        Assert.That(bench.DirtySignals, Is.EqualTo(1));
    }

    [Test]
    public async Task A_private_address_is_never_asked()
    {
        var options = _maker.Options;
        options.AllowPrivateAddresses = false;
        await using var bench = await WithHostAsync(options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).Failure, Does.Contain("no public address"));
        Assert.That(_maker.Requests, Is.Empty);
    }

    [Test]
    public async Task A_server_of_an_unknown_CA_is_not_trusted()
    {
        var options = _maker.Options;
        options.TlsAnchors = [];
        await using var bench = await WithHostAsync(options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).State, Is.EqualTo(MudFileState.Bad));
        Assert.That(_maker.Requests, Is.Empty);
    }

    [TestCase(5, true)]
    [TestCase(6, false)]
    public async Task Redirects_are_followed_five_times(int redirects, bool good)
    {
        await using var bench = await WithHostAsync(_maker.Options);
        for (var i = 0; i < redirects; i++)
        {
            var next = i == redirects - 1 ? "/end.json" : $"/r{i + 1}";
            _maker.Routes[i == 0 ? Path : $"/r{i}"] = context =>
            {
                context.Response.Redirect(next);
                return Task.CompletedTask;
            };
        }

        _maker.Serve("/end.json", _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).State, Is.EqualTo(good ? MudFileState.Good : MudFileState.Bad));
    }

    [Test]
    public async Task A_redirect_to_plain_http_is_not_followed()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Routes[Path] = context =>
        {
            context.Response.Redirect("http://localhost/x");
            return Task.CompletedTask;
        };
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).Failure, Does.Contain("redirect"));
    }

    [Test]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Serve(Path, new byte[(1024 * 1024) + 1]);
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).Failure, Does.Contain("more than"));
    }

    [Test]
    public async Task Unsigned_files_are_refused_where_signatures_are_required()
    {
        var options = _maker.Options;
        options.RequireSignature = true;
        await using var bench = await WithHostAsync(options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).Failure, Does.Contain("not signed"));
    }

    [Test]
    public async Task A_file_of_another_authority_is_refused()
    {
        await using var bench = await WithHostAsync(_maker.Options);
        _maker.Serve(Path, System.Text.Encoding.UTF8.GetBytes(MudText.WithEntry("{}")));
        await bench.Refresh.RunAsync(CancellationToken.None);
        Assert.That((await FileAsync(bench)).Failure, Does.Contain("another authority"));
    }

    [Test]
    public async Task An_upload_is_stored_under_its_own_URL()
    {
        await using var bench = new MudBench(_maker.Options);
        var (file, _) = await bench.Refresh.StoreAsync(System.Text.Encoding.UTF8.GetBytes(MudText.WithEntry("{}")), "ann", CancellationToken.None);
        Assert.That((file!.Url, file.State, file.Signature), Is.EqualTo(("https://m.example/d.json", MudFileState.Good, MudSignatureState.Unsigned)));
        var (none, why) = await bench.Refresh.StoreAsync("{}"u8.ToArray(), "ann", CancellationToken.None);
        Assert.That((none, why[0].Code), Is.EqualTo(((MudFileRow?)null, MudCodes.NoMudContainer)));
    }

    [Test]
    public async Task Names_are_resolved_and_a_change_compiles_the_gateways_again()
    {
        var options = _maker.Options;
        options.Names["cloud.example"] = "192.0.2.7, 2001:db8::7";
        await using var bench = await WithHostAsync(options);
        _maker.Serve(Path, _maker.MakeFile(Path));
        await bench.Refresh.RunAsync(CancellationToken.None);
        await bench.CleanAsync();
        await bench.Names.RunAsync(CancellationToken.None);
        var row = await bench.ReadAsync(db => db.ResolvedNames.SingleAsync());
        Assert.That(ResolvedAddresses.List(row.Addresses).Select(a => a.ToString()), Is.EqualTo(new[] { "192.0.2.7", "2001:db8::7" }));
        Assert.That((await bench.ReadAsync(db => db.Devices.SingleAsync())).FirewallDirty, Is.True);
        await bench.CleanAsync();
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.Names.RunAsync(CancellationToken.None);
        Assert.That((await bench.ReadAsync(db => db.Devices.SingleAsync())).FirewallDirty, Is.False, "the same addresses again");
    }

    private async Task<MudBench> WithHostAsync(MudOptions options)
    {
        var bench = new MudBench(options);
        var device = await bench.AddDeviceAsync();
        await bench.SyncAsync(device.Id, new LanHost("02:00:00:00:00:01", "lamp", ["192.168.1.20"], true, _maker.Url(Path), "dhcpv4"));
        return bench;
    }

    private static Task<MudFileRow> FileAsync(MudBench bench) => bench.ReadAsync(db => db.MudFiles.AsNoTracking().SingleAsync());
}
