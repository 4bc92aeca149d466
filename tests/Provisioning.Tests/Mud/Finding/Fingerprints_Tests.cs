using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Fingerprints;

namespace Provisioning.Tests.Mud.Finding;

/// <summary>The catalogue guesses, says why, and never decides.</summary>
public sealed class Fingerprints_Tests
{
    private const string Own = "https://isp.example/mud/hue.json";

    [TestCase("00:17:88:01:02:03", null, "Philips-hue", "Philips Hue bridge")]
    [TestCase("00:17:88:01:02:03", null, null, "Signify (Philips) lighting")]
    [TestCase("3c:2a:f4:01:02:03", "Hewlett-Packard JetDirect", "NPI010203", "HP printer")]
    [TestCase("3c:2a:f4:01:02:03", null, "shellyplug-s-0102", "Shelly relay")]
    [TestCase("02:17:88:01:02:03", null, null, null, Description = "made up by the host itself")]
    [TestCase("3c:2a:f4:01:02:03", "MSFT 5.0", "laptop", null)]
    public void What_a_host_looks_like(string mac, string? vendorClass, string? hostName, string? model) =>
        Assert.That(FingerprintFiles.BuiltIn.Of(mac, vendorClass, hostName)?.Model, Is.EqualTo(model));

    [TestCase("[{\"model\":\"x\",\"confidence\":1,\"hostName\":\"x\"}]", "nothing is certain")]
    [TestCase("[{\"model\":\"x\",\"confidence\":0.5}]", "give oui, vendorClass or hostName")]
    [TestCase("[{\"model\":\"x\",\"confidence\":0.5,\"oui\":[\"001788\"]}]", "three octets")]
    [TestCase("[{\"model\":\"x\",\"confidence\":0.5,\"hostName\":\"x\",\"mudUrl\":\"http://x\"}]", "https")]
    [TestCase("[{\"model\":\"x\",\"confidence\":0.5,\"hostname\":\"x\",\"more\":1}]", "own.json")]
    [TestCase("{", "own.json")]
    public void A_file_of_the_ISPs_that_is_wrong_says_where(string json, string says)
    {
        var errors = new List<string>();
        FingerprintFiles.Read("own.json", new MemoryStream(Encoding.UTF8.GetBytes(json)), errors);
        Assert.That(errors.Single(), Does.Contain(says).And.Contain("own.json"));
    }

    [Test]
    public async Task A_guess_is_proposed_once_and_never_over_what_is_announced()
    {
        await using var bench = new MudBench(new MudOptions(), fingerprints: new FingerprintCatalogue([new Fingerprint("Hue bridge", 0.9, HostName: "*hue*", MudUrl: Own)]));
        var device = await bench.AddDeviceAsync();
        var silent = new LanHost("00:17:88:00:00:01", "Philips-hue", ["192.168.1.20"], true, null, null) { VendorClass = "udhcp 1.2" };
        Assert.That(await bench.SyncAsync(device.Id, silent), Is.True);
        await using (var db = bench.CreateDbContext())
        {
            var row = await db.Hosts.SingleAsync();
            Assert.That((row.MudUrl, row.ProposedMudUrl, row.ProposedMudUrlSource, row.VendorClass), Is.EqualTo(((string?)null, Own, "fingerprint", "udhcp 1.2")), "nothing is decided");
            Assert.That(row.ProposedMudUrlReason, Is.EqualTo("It looks like Hue bridge (90 %): host name Philips-hue.").Or.EqualTo("It looks like Hue bridge (90%): host name Philips-hue."));
            Assert.That((await db.Devices.SingleAsync()).FirewallDirty, Is.False);
        }

        Assert.That(await bench.SyncAsync(device.Id, silent), Is.False, "once");
        await bench.SyncAsync(device.Id, silent with { MudUrl = "https://hue.example/bridge.json", MudUrlSource = "dhcpv4" });
        await using (var db = bench.CreateDbContext())
        {
            var row = await db.Hosts.SingleAsync();
            Assert.That((row.MudUrl, row.ProposedMudUrl), Is.EqualTo(("https://hue.example/bridge.json", (string?)null)), "what it says itself counts");
        }
    }
}
