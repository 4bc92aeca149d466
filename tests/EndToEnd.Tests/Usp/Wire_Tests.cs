using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Usp;

/// <summary>What an agent and the controller said over the broker, recorded on demand.</summary>
[TestFixture]
internal sealed class Wire_Tests
{
    [Test]
    public async Task Records_are_kept_byte_for_byte_with_their_secrets_blotted_out()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "WIRE-U" });
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await Eventually.TrueAsync(async () => await acs.GetAsync(device) is not null, "the agent is listed");
        await acs.SendAsync(HttpMethod.Put, $"{device}/wire", new { });
        var operation = await acs.SendAsync(HttpMethod.Post, $"{device}/operations?wait=60", new
        {
            type = "setValues",
            values = new[] { new { path = "Device.MQTT.Client.1.Password", value = "hunter2hunter2", type = "string" } },
        });
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo("succeeded"), operation.ToString());

        JsonElement items = default;
        await Eventually.TrueAsync(
            async () => (items = (await acs.SendAsync(HttpMethod.Get, $"{device}/wire?limit=50")).GetProperty("items")).EnumerateArray().Any(i => i.GetProperty("summary").GetString()== "SetResp"),
            "the answer to Set is recorded", () => Task.FromResult(items.ToString()));
        var set = items.EnumerateArray().First(i => i.GetProperty("summary").GetString() == "SetResp");
        var view = await acs.SendAsync(HttpMethod.Get, $"{device}/wire/{set.GetProperty("n").GetInt64()}");
        var request = view.GetProperty("request");
        Assert.That(request.GetProperty("line").GetString(), Is.EqualTo("usp/controller/acs"));
        Assert.That(request.GetProperty("headers").EnumerateArray().Select(h => h.GetProperty("name").GetString()), Does.Contain("Response-Topic"));
        // Of the same length, so that the record still decodes.
        Assert.That(System.Text.Encoding.Latin1.GetString(request.GetProperty("raw").GetBytesFromBase64()), Does.Contain("Password").And.Contain("**************"));
        Assert.That(request.GetProperty("body").GetString(), Does.Contain("\"msgType\": \"SET_RESP\""));
        foreach (var form in new[] { "wire.txt", "wire.har" })
        {
            var text = await acs.Api.GetStringAsync(new Uri($"{device}/{form}", UriKind.Relative));
            Assert.That(text, Does.Contain("Device.MQTT.Client.1.").And.Not.Contain("hunter2"));
        }
    }
}
