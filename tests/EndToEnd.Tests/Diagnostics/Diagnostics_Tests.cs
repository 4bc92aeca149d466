using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Diagnostics;

/// <summary>Diagnostics as one operation with a typed result, over either protocol and either data model.</summary>
[TestFixture]
internal sealed class Diagnostics_Tests
{
    [TestCase(ManagementProtocol.Cwmp, GatewayProfile.P4)]
    [TestCase(ManagementProtocol.Cwmp, GatewayProfile.Tr098)]
    [TestCase(ManagementProtocol.Usp, GatewayProfile.P4)]
    public async Task Every_diagnostic_brings_a_typed_result(ManagementProtocol protocol, GatewayProfile profile)
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await GatewayAsync(acs, protocol, profile);

        var ping = await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "ping", host = "198.51.100.7", count = 5 });
        Assert.That(ping.GetProperty("received").GetInt32(), Is.EqualTo(5), ping.ToString());
        Assert.That(ping.GetProperty("averageMs").GetDouble(), Is.EqualTo(profile == GatewayProfile.Tr098 ? 12 : 12.345));

        var route = await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "traceroute", host = "198.51.100.7" });
        var last = route.GetProperty("hops").EnumerateArray().Last();
        Assert.That(last.GetProperty("address").GetString(), Is.EqualTo("198.51.100.7"), route.ToString());
        Assert.That(last.GetProperty("timesMs").EnumerateArray().Select(t => t.GetInt32()), Is.EqualTo(new[] { 12, 11, 12 }));

        var names = await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "nslookup", name = "service.example" });
        Assert.That(names.GetProperty("answers")[0].GetProperty("addresses").GetArrayLength(), Is.EqualTo(2), names.ToString());

        // Against the server's own end.
        var down = await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "download", bytes = 3_000_000 });
        Assert.That(down.GetProperty("bytes").GetInt64(), Is.EqualTo(3_000_000), down.ToString());
        Assert.That(down.GetProperty("bitsPerSecond").GetDouble(), Is.GreaterThan(0));
        var up = await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "upload", bytes = 2_000_000 });
        Assert.That(up.GetProperty("bytes").GetInt64(), Is.EqualTo(2_000_000), up.ToString());

        var air = await OrderAsync(acs, gateway, new { type = "diagnostic", diagnostic = "wifiNeighbours" });
        if (profile == GatewayProfile.Tr098)
        {
            Assert.That(air.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("unsupported"), air.ToString());
        }
        else
        {
            var strongest = air.GetProperty("result").GetProperty("neighbours")[0];
            Assert.That((strongest.GetProperty("ssid").GetString(), strongest.GetProperty("signalDbm").GetInt32()), Is.EqualTo(("Upstairs", -55)));
        }
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task An_error_state_is_a_typed_failure_and_the_next_test_is_not_held_up(ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await GatewayAsync(acs, protocol, GatewayProfile.P4);
        var failed = await OrderAsync(acs, gateway, new { type = "diagnostic", diagnostic = "ping", host = "nowhere.invalid" });
        Assert.That(failed.GetProperty("state").GetString(), Is.EqualTo("failed"), failed.ToString());
        Assert.That(failed.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("Error_CannotResolveHostName"));
        Assert.That(failed.GetProperty("fault").GetProperty("text").GetString(), Is.EqualTo("The gateway says: Cannot resolve host name."));

        gateway.Gateway.Faults = Faults.None with { DiagnosticError = "Error_Internal" };
        var second = await OrderAsync(acs, gateway, new { type = "diagnostic", diagnostic = "download", bytes = 1000 });
        Assert.That(second.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("Error_Internal"), second.ToString());
        gateway.Gateway.Faults = Faults.None;
        await RunAsync(acs, gateway, new { type = "diagnostic", diagnostic = "ping", host = "198.51.100.7" });
    }

    [Test]
    public async Task A_gateway_that_never_tells_the_end_is_asked_in_a_later_session()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await GatewayAsync(acs, ManagementProtocol.Cwmp, GatewayProfile.P4);
        gateway.Gateway.Faults = Faults.None with { LosesDiagnosticsComplete = true };
        var ordered = await acs.SendAsync(HttpMethod.Post, Operations(gateway), new { type = "diagnostic", diagnostic = "ping", host = "198.51.100.7" });
        var operation = $"operations/{ordered.GetProperty("id").GetString()}";
        await Eventually.TrueAsync(
            async () =>
            {
                await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/wake");
                return (await acs.GetAsync(operation))!.Value.GetProperty("state").GetString() == "succeeded";
            },
            "the state is read without the event",
            async () => $"{await acs.GetAsync(operation)}");
    }

    [Test]
    public async Task Wrong_inputs_are_told_by_field_and_links_are_good_for_their_purpose_only()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await GatewayAsync(acs, ManagementProtocol.Usp, GatewayProfile.P4);
        foreach (var (body, field) in new (object, string)[]
        {
            (new { type = "diagnostic" }, "diagnostic"),
            (new { type = "diagnostic", diagnostic = "telepathy" }, "diagnostic"),
            (new { type = "diagnostic", diagnostic = "ping" }, "host"),
            (new { type = "diagnostic", diagnostic = "ping", host = "a", count = 0 }, "count"),
            (new { type = "diagnostic", diagnostic = "traceroute", host = "a b" }, "host"),
            (new { type = "diagnostic", diagnostic = "download", url = "gopher://x" }, "url"),
        })
        {
            using var answer = await acs.Api.PostAsJsonAsync(Operations(gateway), body);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), body.ToString());
            var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
            Assert.That(errors.EnumerateObject().Select(e => e.Name), Does.Contain(field));
        }

        using var client = new HttpClient { BaseAddress = acs.Addresses.Files };
        using var forged = await client.GetAsync(new Uri("speed/AAAA", UriKind.Relative));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task<TestGateway> GatewayAsync(TestAcs acs, ManagementProtocol protocol, GatewayProfile profile)
    {
        var gateway = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"DIAG-{protocol}-{profile}", Profile = profile });
        await Eventually.TrueAsync(async () => (await acs.DevicesAsync()).Count == 1, "the device is listed");
        return gateway;
    }

    private static async Task<JsonElement> RunAsync(TestAcs acs, TestGateway gateway, object body)
    {
        var operation = await OrderAsync(acs, gateway, body);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo("succeeded"), operation.ToString());
        return operation.GetProperty("result");
    }

    private static Task<JsonElement> OrderAsync(TestAcs acs, TestGateway gateway, object body) =>
        acs.SendAsync(HttpMethod.Post, $"{Operations(gateway)}?wait=60", body);

    private static string Operations(TestGateway gateway) => $"devices/{Uri.EscapeDataString(gateway.Id)}/operations";
}
