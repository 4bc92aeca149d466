using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>MUD URLs that no DHCP option brings: over LLDP, in a device's certificate, and guessed by how a host looks.</summary>
[NonParallelizable]
internal sealed class Finding_Tests
{
    private const string ByLldp = "02:00:00:00:1f:01";
    private const string ByCertificate = "02:00:00:00:1f:02";
    private const string ByLooks = "02:00:00:00:1f:03";

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task Three_hosts_without_an_option_are_found_each_in_its_way(ManagementProtocol protocol)
    {
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        using var authority = Authority("CN=Devices of the maker");
        using var deviceAnchors = new AnchorFile(authority.ExportCertificatePem());
        var data = Directory.CreateTempSubdirectory("acs-fingerprints-");
        Directory.CreateDirectory(Path.Combine(data.FullName, "fingerprints"));
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "fingerprints", "own.json"),
            $$"""[{ "model": "Argus Bolt", "confidence": 0.8, "vendorClass": "argus-bolt*", "mudUrl": "{{maker.UrlOf("lock")}}" }]""");
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))), ("Acs:DataDirectory", data.FullName),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:DeviceAnchors:0", deviceAnchors.Path),
            ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000")]);
        await using var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"FIND-{protocol}" }, g =>
        {
            g.Lan.Join(new LanHost(ByLldp, "cupboard", IPAddress.Parse("192.168.1.20")) { LldpMudUrl = maker.UrlOf("camera").AbsoluteUri });
            g.Lan.Join(new LanHost(ByCertificate, "hall", IPAddress.Parse("192.168.1.21")));
            g.Lan.Join(new LanHost(ByLooks, "door", IPAddress.Parse("192.168.1.22")) { VendorClass = "argus-bolt 2.1" });
        });
        var hosts = $"devices/{Uri.EscapeDataString(home.Id)}/hosts";
        await MudAsync(acs, home, ByLldp, m => m.GetProperty("source").GetString() == "lldp" && m.GetProperty("state").GetString() == "compiled", "announced over LLDP");

        // Nobody announced it: it is proposed, and a person decides.
        await MudAsync(acs, home, ByLooks, m => m.GetProperty("proposedSource").GetString() == "fingerprint" && m.GetProperty("url").ValueKind == JsonValueKind.Null, "proposed by its looks");
        Assert.That((await HostAsync(acs, home, ByLooks)).GetProperty("looksLike").GetProperty("model").GetString(), Is.EqualTo("Argus Bolt"));
        await acs.SendAsync(HttpMethod.Post, $"{hosts}/{ByLooks}/mud/accept");
        await MudAsync(acs, home, ByLooks, m => m.GetProperty("url").GetString() == maker.UrlOf("lock").AbsoluteUri && m.GetProperty("state").GetString() == "compiled", "accepted");

        // A certificate that nobody vouches for proposes; the maker's own sets.
        using var stranger = Authority("CN=Anybody");
        var bulb = maker.UrlOf("bulb").AbsoluteUri;
        var proposed = await HandInAsync(acs, $"{hosts}/{ByCertificate}/certificate", Encoding.ASCII.GetBytes(Thing(stranger, bulb).ExportCertificatePem()));
        Assert.That((proposed.GetProperty("verified").GetBoolean(), proposed.GetProperty("effect").GetString()), Is.EqualTo((false, "proposed")));
        Assert.That((await HostAsync(acs, home, ByCertificate)).GetProperty("mud").GetProperty("url").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var set = await HandInAsync(acs, $"{hosts}/{ByCertificate}/certificate", Thing(authority, bulb).RawData);
        Assert.That((set.GetProperty("verified").GetBoolean(), set.GetProperty("effect").GetString()), Is.EqualTo((true, "set")), $"{set}");
        await MudAsync(acs, home, ByCertificate, m => m.GetProperty("source").GetString() == "certificate" && m.GetProperty("state").GetString() == "compiled", "held to its certificate's file");

        using var nonsense = await acs.Api.PostAsync(new Uri($"{hosts}/{ByCertificate}/certificate", UriKind.Relative), new ByteArrayContent("nonsense"u8.ToArray()));
        using var nobody = await acs.Api.PostAsync(new Uri($"{hosts}/02:00:00:00:1f:99/certificate", UriKind.Relative), new ByteArrayContent(Thing(authority, bulb).RawData));
        Assert.That((nonsense.StatusCode, nobody.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.NotFound)));
    }

    private static Task MudAsync(TestAcs acs, TestGateway home, string mac, Func<JsonElement, bool> holds, string what) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts") is { } all
            && all.GetProperty("items").EnumerateArray().Any(h => h.GetProperty("mac").GetString() == mac && holds(h.GetProperty("mud"))),
        $"{mac} is {what}",
        () => acs.StoryAsync(home.Id));

    private static async Task<JsonElement> HostAsync(TestAcs acs, TestGateway home, string mac) =>
        (await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts"))!.Value.GetProperty("items").EnumerateArray().Single(h => h.GetProperty("mac").GetString() == mac);

    private static async Task<JsonElement> HandInAsync(TestAcs acs, string path, byte[] certificate)
    {
        using var response = await acs.Api.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(certificate));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static X509Certificate2 Authority(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private static X509Certificate2 Thing(X509Certificate2 authority, string url)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=thing, serialNumber=1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        var text = new AsnWriter(AsnEncodingRules.DER);
        text.WriteCharacterString(UniversalTagNumber.IA5String, url);
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.5.5.7.1.25", text.Encode(), critical: false));
        return request.Create(authority, now, now.AddDays(20), [1]);
    }
}
