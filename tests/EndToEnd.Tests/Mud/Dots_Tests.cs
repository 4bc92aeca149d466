using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Acs.Dots.Coap;
using Acs.Tests.Cwmp;
using Acs.Tests.Dots;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>An attack from a home is told by DOTS Call Home, and the gateway drops exactly that: from a TLS connection to the gateway's rules and back.</summary>
[NonParallelizable]
internal sealed class Dots_Tests
{
    private const string Camera = "02:00:00:00:1d:01";
    private const string Request = "/.well-known/dots/mitigate/cuid=dz6pHjaADkaFTbjr0JGBpw/mid=1";

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task An_attack_is_dropped_where_it_begins_until_it_is_withdrawn(ManagementProtocol protocol)
    {
        using var authority = new Authority("DOTS");
        await using var client = new CallHomeClient(authority.Issue("dots.example", "1.3.6.1.5.5.7.3.1"), authority.Path);
        var folder = Path.GetDirectoryName(authority.Path)!;
        using var own = authority.Issue("acs.example", "1.3.6.1.5.5.7.3.2");
        await File.WriteAllTextAsync(Path.Combine(folder, "acs.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "acs.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Mud:DefaultMode", "ask"),
            ("Acs:Dots:Certificate", Path.Combine(folder, "acs.pem")), ("Acs:Dots:Key", Path.Combine(folder, "acs.key")),
            ("Acs:Dots:Clients:0:Address", $"127.0.0.1:{client.Port}"), ("Acs:Dots:Clients:0:Source", "Upstream"), ("Acs:Dots:Clients:0:Authorities", authority.Path)]);
        await acs.SendAsync(HttpMethod.Post, "warnings/sources", new { name = "Upstream", kind = "dots", scopes = new[] { "all" }, mayAsk = new[] { "block-flow" }, maxLifetimeHours = 1, autoAccept = true });
        await using var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"DOTS-{protocol}" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        await VerdictAsync("203.0.113.66:443", "accept");
        var flow = new { sourceIPv4Address = "192.168.1.20", destinationIPv4Address = "203.0.113.66", protocolIdentifier = 6, sourceTransportPort = 40000, destinationTransportPort = 443, octetDeltaCount = 100, packetDeltaCount = 2 };
        await Eventually.TrueAsync(
            async () =>
            {
                await acs.SendAsync(HttpMethod.Post, $"{device}/flows", new[] { flow });
                return (await acs.GetAsync($"{device}/hosts/{Camera}/findings"))?.ToString().Contains("203.0.113.66", StringComparison.Ordinal) is true;
            },
            "the flow is found not to be declared", () => acs.StoryAsync(home.Id));

        await client.AcceptAsync();
        var body = MitigationBody.Of("203.0.113.66/32", 443, "198.51.100.2/32", 600);
        await Eventually.TrueAsync(async () => (await client.AskAsync(CoapCode.Put, Request, body)).Code is CoapCode.Created or CoapCode.Changed, "the gateway is known by its WAN address", () => acs.StoryAsync(home.Id));
        await VerdictAsync("203.0.113.66:443", "drop");
        await VerdictAsync("203.0.113.66:80", "accept");
        await VerdictAsync("203.0.113.67:443", "accept");
        await Eventually.TrueAsync(async () => StatusOf((await client.AskAsync(CoapCode.Get, Request)).Payload) == 2, "it is told to be mitigated", () => acs.StoryAsync(home.Id));
        Assert.That((await acs.GetAsync($"{device}/warnings"))!.Value.GetProperty("items").EnumerateArray().Select(w => (w.GetProperty("mac").GetString(), w.GetProperty("proposal").GetString())), Is.EqualTo([(Camera, "accepted")]));

        Assert.That((await client.AskAsync(CoapCode.Delete, Request)).Code, Is.EqualTo(CoapCode.Deleted));
        await VerdictAsync("203.0.113.66:443", "accept");

        Task VerdictAsync(string to, string verdict) => Eventually.TrueAsync(
            async () => await acs.GetAsync($"{device}/hosts/{Camera}/why?packet={Uri.EscapeDataString($"tcp 192.168.1.20:5000 > {to}")}") is { } why
                && why.GetProperty("gateway").GetProperty("verdict").GetString() == verdict,
            $"{to}: {verdict}",
            () => acs.StoryAsync(home.Id));
    }

    /// <summary>Attribute 16 of the first scope.</summary>
    private static long StatusOf(ReadOnlyMemory<byte> cbor)
    {
        var reader = new CborReader(cbor);
        reader.ReadStartMap();
        reader.ReadInt32();
        reader.ReadStartMap();
        reader.ReadInt32();
        reader.ReadStartArray();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (reader.ReadInt32() == 16)
            {
                return reader.ReadInt64();
            }

            reader.SkipValue();
        }

        return -1;
    }
}
