using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Usp;

/// <summary>A gateway that speaks both protocols is one device with one history.</summary>
[TestFixture]
internal sealed class OneDevice_Tests
{
    [Test]
    public async Task A_gateway_that_speaks_both_protocols_is_one_device([Values] ManagementProtocol first)
    {
        await using var acs = await TestAcs.StartAsync();
        var second = first == ManagementProtocol.Cwmp ? ManagementProtocol.Usp : ManagementProtocol.Cwmp;
        var options = new GatewayOptions { SerialNumber = "BOTH-1" };
        await using var one = await TestGateway.StartAsync(acs, first, options);
        await Eventually.TrueAsync(async () => (await acs.DevicesAsync()).Count == 1, "the first protocol's contact is listed");
        await using var other = await TestGateway.StartAsync(acs, second, options);

        await Eventually.TrueAsync(
            async () => (await acs.DevicesAsync()).Any(d => d.GetProperty("protocols").GetArrayLength() == 2),
            "the device is known to speak both",
            () => acs.StoryAsync(one.Id));
        var device = (await acs.DevicesAsync()).Single();
        Assert.That(device.GetProperty("id").GetString(), Is.EqualTo(one.Id).And.EqualTo(other.Id));
        Assert.That(device.GetProperty("endpointId").GetString(), Is.EqualTo(options.EndpointId));
        var history = await acs.SendAsync(HttpMethod.Get, $"events?device={Uri.EscapeDataString(one.Id)}");
        var kinds = history.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ToList();
        Assert.That(kinds.Count(k => k == "device.enrolled"), Is.EqualTo(1), history.ToString());

        // What is ordered is done once, by whichever protocol comes first.
        var read = await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(one.Id)}/operations?wait=60", new { type = "getValues", paths = (string[])["Device.DeviceInfo.SerialNumber"] });
        Assert.That(read.GetProperty("state").GetString(), Is.EqualTo("succeeded"), read.ToString());
    }
}
