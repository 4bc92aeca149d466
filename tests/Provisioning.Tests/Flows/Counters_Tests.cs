using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Flows;
using Provisioning.Flows.Counters;

namespace Provisioning.Tests.Flows;

/// <summary>Counters that are no rule's of this server's: a gateway counts what it dropped of a host since nobody knows when.</summary>
public sealed class Counters_Tests
{
    private static readonly CounterMaps Maps = new(Options.Create(new ProvisioningOptions { DataDirectory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) }));

    [Test]
    public void A_hosts_counter_tells_from_its_second_look_on_and_begins_anew_when_the_gateway_does()
    {
        Assert.That(Look(100, null), Is.Empty, "before, nobody looked");
        Assert.That(Look(107, 100), Is.EqualTo(new[] { ("02:00:00:00:00:01", FindingKind.Dropped, "any", 7L) }));
        Assert.That(Look(107, 107), Is.Empty);
        Assert.That(Look(3, 107).Single().Packets, Is.EqualTo(3));
    }

    [Test]
    public void A_file_that_is_no_map_stops_the_start_and_is_named()
    {
        var data = Directory.CreateTempSubdirectory("acs-counters-");
        try
        {
            File.WriteAllText(Path.Combine(data.CreateSubdirectory("counters").FullName, "wrong.json"), """{ "name": "x", "because": "y", "table": "Device.WiFi.SSID.{i}.", "packets": "P" }""");
            Assert.That(() => new CounterMaps(Options.Create(new ProvisioningOptions { DataDirectory = data.FullName })), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("wrong.json"));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<(string Mac, FindingKind Kind, string Peer, long Packets)> Look(long now, long? before)
    {
        const string row = "Device.Hosts.Host.1.";
        var reported = ReportedParameters.Empty.WithSubtree(
            "Device.Hosts.", [new(row + "PhysAddress", "02:00:00:00:00:01"), new(row + "WANStats.DiscardPacketsSent", $"{now}"), new("Device.Hosts.Host.2.PhysAddress", "02:00:00:00:00:02")], DateTimeOffset.UnixEpoch);
        var known = before is { } packets ? new Dictionary<string, CountedRow>(StringComparer.Ordinal) { [row] = new("02:00:00:00:00:01", packets, 0) } : [];
        return [.. CounterReading.News(CounterReading.Of(null, reported, Maps, _ => null), known).Select(c => (c.Mac, c.Dropped!.Value, c.Peer, c.Packets))];
    }
}
