using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>A camera that does what its maker does not say is found out by its flows, ranked, and its maker can be told.</summary>
[NonParallelizable]
internal sealed class Findings_Tests
{
    private const string Camera = "02:00:00:00:1a:01";
    private const string Bulb = "02:00:00:00:1a:02";

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _home = null!;

    private static string Stream => SimulatedManufacturer.Names["stream.argus.example"][0];

    private string Device => $"devices/{Uri.EscapeDataString(_home.Id)}";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:DefaultMode", "Observe"), ("Acs:Wake:PerMinute", "1000")]);
        _home = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "FINDINGS" }, g =>
        {
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = _maker.UrlOf("camera").AbsoluteUri });
            g.Lan.Join(new LanHost(Bulb, "hall", IPAddress.Parse("192.168.1.21")) { MudUrl = _maker.UrlOf("bulb").AbsoluteUri });
        });
        foreach (var (mac, address, name) in ((string, string, string)[])[(Camera, "192.168.1.20", Stream), (Bulb, "192.168.1.21", SimulatedManufacturer.Names["cloud.bulbco.example"][0])])
        {
            await Eventually.TrueAsync(
                async () => await _acs.GetAsync($"{Device}/hosts/{mac}/why?packet={Uri.EscapeDataString($"tcp {address}:5000 > {name}:443")}") is { } why
                    && why.TryGetProperty("policy", out var policy) && policy.ValueKind == JsonValueKind.Object && policy.GetProperty("verdict").GetString() == "accept",
                $"the policy of {mac} is known",
                () => _acs.StoryAsync(_home.Id));
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _home.DisposeAsync();
        await _acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [Test]
    public async Task A_misbehaving_camera_is_found_out_ranked_and_reported()
    {
        var receipt = await _acs.SendAsync(HttpMethod.Post, $"{Device}/flows", new object[]
        {
            Flow("192.168.1.20", Stream, 443, packets: 7), // As its maker says.
            Flow("192.168.1.20", "198.51.100.7", 8443, packets: 5),
            Flow("192.168.1.20", "198.51.100.8", 23, packets: 3),
            Flow("192.168.1.20", "8.8.8.8", 443, packets: 2),
            Flow("192.168.1.21", SimulatedManufacturer.Names["cloud.bulbco.example"][0], 443, packets: 1),
            Flow("192.168.1.77", "198.51.100.7", 443, packets: 1), // Nobody that is known.
            new { sourceIPv4Address = "192.168.1.20", destinationIPv4Address = "198.51.100.7", protocolIdentifier = 6, sourceTransportPort = 5 },
            "no record",
        });
        Assert.That((Number(receipt, "taken"), Number(receipt, "unknownHosts"), Number(receipt, "findings")), Is.EqualTo((5, 1, 5)), $"{receipt}");
        Assert.That(
            receipt.GetProperty("errors").EnumerateArray().Select(e => (Number(e, "index"), e.GetProperty("reason").GetString())),
            Is.EqualTo(new[] { (6, "destinationTransportPort is missing."), (7, "Must be an object.") }));

        var found = (await _acs.GetAsync($"{Device}/hosts/{Camera}/findings"))!.Value;
        Assert.That(
            found.GetProperty("items").EnumerateArray().Select(f => $"{f.GetProperty("kind").GetString()} {f.GetProperty("peer").GetString()} {f.GetProperty("port")}"),
            Is.EquivalentTo(new[]
            {
                "undeclared 198.51.100.7 8443", "undeclared 198.51.100.8 23", "plain-text 198.51.100.8 23", "undeclared 8.8.8.8 443", "dns-bypass 8.8.8.8 443",
            }));
        var good = (await _acs.GetAsync($"{Device}/hosts/{Bulb}/findings"))!.Value;
        Assert.That((good.GetProperty("items").GetArrayLength(), Number(good, "flows")), Is.EqualTo((0, 1)).Or.EqualTo((0, 2)), "observed, and nothing wrong");

        var url = _maker.UrlOf("camera").AbsoluteUri;
        var ranking = (await _acs.GetAsync("mud/ranking"))!.Value.GetProperty("items").EnumerateArray().ToList();
        Assert.That(ranking.Select(m => m.GetProperty("url").GetString()), Is.EqualTo(new[] { url, _maker.UrlOf("bulb").AbsoluteUri }), "the worst first");
        Assert.That(ranking.Select(m => m.GetProperty("exposure").GetDouble()), Is.EqualTo(new[] { 0.833, 0 }));
        var makers = (await _acs.GetAsync("mud/ranking?by=manufacturer"))!.Value.GetProperty("items").EnumerateArray().ToList();
        Assert.That(makers[0].GetProperty("manufacturer").GetString(), Is.EqualTo(new Uri(url).Authority));

        var evidence = await _acs.GetAsync($"mud/findings?url={Uri.EscapeDataString(url)}");
        Assert.That(evidence!.Value.GetProperty("findings").EnumerateArray().All(f => Number(f, "homes") == 1), Is.True);
        Assert.That(evidence.Value.ToString(), Does.Contain("198.51.100.7").And.Not.Contain("FINDINGS").And.Not.Contain(Camera).And.Not.Contain("192.168.1.20"));

        var report = (await _acs.GetAsync($"mud/reports?url={Uri.EscapeDataString(url)}"))!.Value.GetProperty("ietf-mud-reporter:mud-reporter");
        Assert.That(report.GetProperty("mudurl").GetString(), Is.EqualTo(url));
        var drop = report.GetProperty("mud-report")[0].GetProperty("drop-counts").EnumerateArray().Single();
        Assert.That((drop.GetProperty("reason").GetString(), drop.GetProperty("direction").GetString(), Number(drop, "drop-count")), Is.EqualTo(("nomatch", "from-device", 10)));
        var match = report.GetProperty("mud-report")[0].GetProperty("match-counts").EnumerateArray().Single();
        Assert.That(Number(match, "packet-count"), Is.EqualTo(7));
        Assert.That(match.GetProperty("ace-name").GetString(), Does.Contain("stream"));
        Assert.That(report.ToString(), Does.Not.Contain("198.51.100").And.Not.Contain("FINDINGS"));
    }

    [Test]
    public async Task A_collector_brings_many_homes_at_once()
    {
        var known = new { device = _home.Id, sourceIPv4Address = "192.168.1.21", destinationIPv4Address = "192.168.1.1", protocolIdentifier = 17, sourceTransportPort = 5000, destinationTransportPort = 53 };
        var receipt = await _acs.SendAsync(HttpMethod.Post, "flows", new[] { known, known with { device = "00D09E-None-1" }, known with { device = "nonsense" } });
        Assert.That((Number(receipt, "taken"), Number(receipt, "findings")), Is.EqualTo((1, 0)), "it asks the gateway for names, as every host may");
        Assert.That(receipt.GetProperty("errors").EnumerateArray().Select(e => Number(e, "index")), Is.EqualTo(new[] { 1, 2 }));
    }

    [TestCase("{}", HttpStatusCode.BadRequest)]
    [TestCase("[", HttpStatusCode.BadRequest)]
    [TestCase(null, HttpStatusCode.BadRequest, Description = "too many records")]
    public async Task What_is_no_array_or_too_long_is_refused_as_a_whole(string? body, HttpStatusCode status)
    {
        using var content = new StringContent(body ?? $"[{string.Join(',', Enumerable.Repeat("{}", 5001))}]");
        using var response = await _acs.Api.PostAsync(new Uri("flows", UriKind.Relative), content);
        Assert.That(response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
    }

    private static object Flow(string source, string destination, int port, int packets) => new
    {
        sourceIPv4Address = source, destinationIPv4Address = destination, protocolIdentifier = 6, sourceTransportPort = 50000, destinationTransportPort = port,
        packetDeltaCount = packets, octetDeltaCount = packets * 60, flowStartMilliseconds = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
