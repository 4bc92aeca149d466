using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Mud;

/// <summary>A MUD file that cannot be fetched, verified or compiled leaves the firewall as it was, and the host's page says why.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class UnusableFiles_Tests
{
    private const string Camera = "02:00:00:00:0f:20";
    private const string New = "added.example";

    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");
    private static readonly IPAddress NewAddress = IPAddress.Parse("198.51.100.7");

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([.. Configuration(_anchors), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Firewall:MaxRulesPerHost", "100"), ("Acs:Wake:PerMinute", "1000")]);
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "BADFILE" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await _acs.ConvergesAsync(_gateway.Id);
        await Eventually.TrueAsync(() => Task.FromResult(OldPasses()), "the good file is in force", () => _acs.StoryAsync(_gateway.Id));
        // Rows of a first compilation, before the names were resolved, are taken away.
        await ContactAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
        await _maker.DisposeAsync();
        _anchors.Dispose();
    }

    [TestCase(ServingFault.Missing, "the server answered 404")]
    [TestCase(ServingFault.UnknownAuthority, "no authority in Acs:Mud:TlsAnchors stands behind that")]
    [TestCase(ServingFault.Oversize, "more than 1048576 bytes")]
    [TestCase(ServingFault.ForgedSignature, "is not one of this file")]
    [TestCase(ServingFault.ForeignSigner, "no authority in Acs:Mud:TrustAnchors stands behind that")]
    [TestCase(ServingFault.MissingSignature, "signature does not hold: it cannot be fetched: the server answered 404")]
    [TestCase(ServingFault.WebPage, "It cannot be read")]
    [TestCase(ServingFault.UnknownVersion, "MUD0101")]
    [TestCase(ServingFault.PlainHttp, "a redirect that does not lead to an https URL")]
    [TestCase(ServingFault.Silent, "no answer within 15 seconds")]
    public async Task An_edition_that_cannot_be_had_leaves_the_old_rules_and_says_why_until_it_can(ServingFault fault, string words)
    {
        var port = 8400 + (int)fault;
        var before = Firewall();
        _maker.Allow("camera", New, port);
        _maker.Misserve("camera", fault);
        var file = await OrderAsync();
        Assert.That(file.GetProperty("failure").GetString(), Does.Contain(words), file.ToString());
        var mud = await HostAsync(_gateway, Camera);
        Assert.That(mud.GetProperty("state").GetString(), Is.EqualTo("compiled"));
        Assert.That(mud.GetProperty("reason").GetString(), Does.Contain("stays in force").And.Contain(words));
        await ContactAsync();
        Assert.That(Firewall(), Is.EqualTo(before));
        Assert.That((OldPasses(), NewPasses(port)), Is.EqualTo((true, false)));

        _maker.Misserve("camera", ServingFault.None);
        Assert.That((await OrderAsync()).GetProperty("failure").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await Eventually.TrueAsync(() => Task.FromResult(NewPasses(port)), "the new edition is in force", () => _acs.StoryAsync(_gateway.Id));
        await _acs.ConvergesAsync(_gateway.Id);
        Assert.That((await HostAsync(_gateway, Camera)).GetProperty("reason").GetString() ?? "", Does.Not.Contain(words));
    }

    [Test]
    public async Task A_file_that_makes_too_many_rules_is_not_compiled_and_the_old_ones_stay()
    {
        var before = Firewall();
        _maker.Replace("camera", [.. Enumerable.Range(1000, 200).Select(p => new MudRule($"r{p}", "dns:" + New, "tcp", 2 * p))]);
        Assert.That((await OrderAsync()).GetProperty("failure").ValueKind, Is.EqualTo(JsonValueKind.Null), "there is nothing wrong with the file as such");
        await Eventually.TrueAsync(
            async () => (await HostAsync(_gateway, Camera)).GetProperty("state").GetString() == "failed", "the compiler gives up", () => _acs.StoryAsync(_gateway.Id));
        Assert.That((await HostAsync(_gateway, Camera)).GetProperty("reason").GetString(), Does.Contain("Acs:Firewall:MaxRulesPerHost allows 100"));
        await ContactAsync();
        Assert.That(Firewall(), Is.EqualTo(before));

        _maker.Allow("camera", New, 8499);
        await OrderAsync();
        await Eventually.TrueAsync(() => Task.FromResult(NewPasses(8499)), "a smaller one is in force", () => _acs.StoryAsync(_gateway.Id));
        Assert.That((await HostAsync(_gateway, Camera)).GetProperty("state").GetString(), Is.EqualTo("compiled"));
    }

    [Test]
    public async Task A_host_whose_file_was_never_usable_has_no_rules_and_the_others_have_theirs()
    {
        const string stranger = "02:00:00:00:0f:31";
        const string lamp = "02:00:00:00:0f:32";
        _maker.Misserve("printer", ServingFault.ForgedSignature);
        await using var home = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "NEVERUSABLE" }, g =>
        {
            g.Lan.Join(new LanHost(stranger, "printer", IPAddress.Parse("192.168.1.31")) { MudUrl = _maker.UrlOf("printer").AbsoluteUri });
            g.Lan.Join(new LanHost(lamp, "lamp", IPAddress.Parse("192.168.1.32")) { MudUrl = _maker.UrlOf("bulb").AbsoluteUri });
        });
        await Eventually.TrueAsync(() => Task.FromResult(MacsOf(home).Contains(lamp)), "the lamp's rules are there", () => _acs.StoryAsync(home.Id));
        await _acs.ConvergesAsync(home.Id);
        var mud = await HostAsync(home, stranger);
        Assert.That(mud.GetProperty("state").GetString(), Is.EqualTo("failed"), mud.ToString());
        Assert.That(mud.GetProperty("reason").GetString(), Does.StartWith("Its MUD file cannot be used: ").And.Contain("is not one of this file"));
        Assert.That(MacsOf(home), Does.Not.Contain(stranger));
        Assert.That((await HostAsync(home, lamp)).GetProperty("state").GetString(), Is.EqualTo("compiled"));

        _maker.Misserve("printer", ServingFault.None);
        await OrderAsync("printer");
        await Eventually.TrueAsync(() => Task.FromResult(MacsOf(home).Contains(stranger)), "the printer's rules are there", () => _acs.StoryAsync(home.Id));
        await Eventually.TrueAsync(
            async () => (await HostAsync(home, stranger)).GetProperty("state").GetString() == "compiled", "it is compiled", () => _acs.StoryAsync(home.Id));
    }

    [Test]
    public async Task A_private_address_is_not_even_connected_to_where_policy_forbids_it()
    {
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync(Configuration(anchors));
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "PRIVATE" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        await Eventually.TrueAsync(
            async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts") is { } hosts && hosts.GetProperty("items").EnumerateArray()
                .Any(h => h.GetProperty("mud").GetProperty("state").GetString() == "failed"),
            "the host's state says it",
            () => acs.StoryAsync(home.Id));
        Assert.That((await HostAsync(home, Camera, acs)).GetProperty("reason").GetString(), Does.Contain("no public address").And.Contain("Acs:Mud:AllowPrivateAddresses"));
        var file = await acs.SendAsync(HttpMethod.Post, "mud/files", new { url = maker.UrlOf("camera").AbsoluteUri });
        Assert.That(file.GetProperty("state").GetString(), Is.EqualTo("bad"));
        Assert.That(maker.Connections, Is.Zero);
        Assert.That(MacsOf(home), Is.Empty);
    }

    [Test]
    public async Task The_hosts_page_says_why_its_file_could_not_be_renewed()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(_gateway.Id)}").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = _gateway.Id })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var why = page.GetByText("could not be renewed").First;
        await Assertions.Expect(why).ToHaveCountAsync(0);

        // It says so while it is looked at, and takes it back.
        _maker.Misserve("camera", ServingFault.ForeignSigner);
        await OrderAsync();
        await Assertions.Expect(why).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(why).ToContainTextAsync("no authority in Acs:Mud:TrustAnchors stands behind that");
        await Assertions.Expect(page.GetByText("enforced").First).ToBeVisibleAsync();
        _maker.Misserve("camera", ServingFault.None);
        await OrderAsync();
        await Assertions.Expect(why).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    private static (string Key, string? Value)[] Configuration(AnchorFile anchors) =>
    [
        ("Acs:Mud:TlsAnchors:0", anchors.Path),
        ("Acs:Mud:TrustAnchors:0", anchors.Path),
        ($"Acs:Mud:Names:{New}", NewAddress.ToString()),
        .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
    ];

    private static string[] MacsOf(TestGateway gateway) =>
        [.. Readings(gateway).Where(r => !r.EndsWith(".SourceMAC=", StringComparison.Ordinal) && r.Contains(".SourceMAC=", StringComparison.Ordinal))
            .Select(r => r[(r.IndexOf('=', StringComparison.Ordinal) + 1)..].ToLowerInvariant()).Distinct()];

    private static string[] Readings(TestGateway gateway) =>
        [.. gateway.Gateway.Model.Read("Device.Firewall.").Select(r => $"{r.Path}={r.Value}")];

    /// <summary>All of the gateway's firewall, as it would report it.</summary>
    private string[] Firewall() => Readings(_gateway);

    private bool OldPasses() => Passes(IPAddress.Parse(SimulatedManufacturer.Names["stream.argus.example"][0]), 443);

    private bool NewPasses(int port) => Passes(NewAddress, port);

    private bool Passes(IPAddress destination, int port)
    {
        // What is neither in the file nor added passes nowhere: else "passes" says nothing.
        var lan = _gateway.Gateway.Lan;
        return lan.WouldPass(Camera, new Packet(6, CameraAddress, destination, 50000, port))
            && !lan.WouldPass(Camera, new Packet(6, CameraAddress, IPAddress.Parse("198.51.100.99"), 50000, port));
    }

    private Task<JsonElement> OrderAsync(string product = "camera") =>
        _acs.SendAsync(HttpMethod.Post, "mud/files", new { url = _maker.UrlOf(product).AbsoluteUri });

    /// <summary>A whole contact: whatever is wanted of the gateway had its turn.</summary>
    private async Task ContactAsync()
    {
        var ordered = await _acs.SendAsync(
            HttpMethod.Post, $"devices/{Uri.EscapeDataString(_gateway.Id)}/operations?wait=60", new { type = "getValues", paths = new[] { "Device.DeviceInfo.SoftwareVersion" } });
        var operation = $"operations/{ordered.GetProperty("id").GetString()}";
        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync(operation))!.Value.GetProperty("state").GetString() == "succeeded", "it was in contact", () => _acs.StoryAsync(_gateway.Id));
        await _acs.ConvergesAsync(_gateway.Id);
    }

    private async Task<JsonElement> HostAsync(TestGateway gateway, string mac, TestAcs? acs = null) =>
        (await (acs ?? _acs).SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(gateway.Id)}/hosts")).GetProperty("items").EnumerateArray()
            .Single(h => h.GetProperty("mac").GetString() == mac).GetProperty("mud");
}
