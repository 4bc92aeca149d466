using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Usp;

/// <summary>Who may come over the embedded broker, and what they get, by <c>Acs:Enrolment</c>.</summary>
[TestFixture]
internal sealed class Enrolment_Tests
{
    private static readonly (string, string?)[] Bootstrap =
        [("Acs:Usp:Mqtt:Bootstrap:User", "fleet"), ("Acs:Usp:Mqtt:Bootstrap:Password", "fleet-password")];

    [Test]
    public async Task Open_enrolment_serves_an_agent_without_credentials([Values] bool mqtt311)
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await AgentAsync(acs, "OPEN-1", mqtt311);
        await ServedAsync(acs, gateway);
    }

    [Test]
    public async Task Quarantine_lists_an_agent_with_the_bootstrap_credential_and_serves_it_once_approved([Values] bool mqtt311)
    {
        await using var acs = await TestAcs.StartAsync([("Acs:Enrolment", "Quarantine"), .. Bootstrap]);
        await using var stranger = await AgentAsync(acs, "Q-NOBODY", mqtt311);
        await using var gateway = await AgentAsync(acs, "Q-1", mqtt311, "fleet", "fleet-password");
        await StatusAsync(acs, gateway, "quarantined");
        using var order = await acs.Api.PostAsJsonAsync(Operations(gateway), new { type = "reboot" });
        Assert.That(order.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(gateway.Gateway.Model.Read("Device.LocalAgent.Controller.").Count, Is.GreaterThan(0));

        await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/approve");
        await ServedAsync(acs, gateway);
        await RefusedAsync(stranger);
        Assert.That(await acs.DevicesAsync(), Has.Count.EqualTo(1), "a stranger is not even listed");
    }

    [Test]
    public async Task Closed_enrolment_serves_registered_agents_with_their_own_password_only([Values] bool mqtt311)
    {
        await using var acs = await TestAcs.StartAsync([("Acs:Enrolment", "Closed"), .. Bootstrap]);
        var options = new GatewayOptions { SerialNumber = "C-1" };
        var device = await acs.SendAsync(HttpMethod.Post, "devices", new
        {
            oui = options.Oui, productClass = options.ProductClass, serialNumber = options.SerialNumber, endpointId = options.EndpointId,
        });
        var login = await acs.SendAsync(HttpMethod.Put, $"devices/{Uri.EscapeDataString(device.GetProperty("id").GetString()!)}/credentials", new { });
        Assert.That(login.GetProperty("endpointId").GetString(), Is.EqualTo(options.EndpointId));

        await using var unknown = await AgentAsync(acs, "C-2", mqtt311, "fleet", "fleet-password");
        await using var wrong = await AgentAsync(acs, "C-1", mqtt311, options.EndpointId, "another-password");
        await RefusedAsync(wrong);
        await using var right = await AgentAsync(acs, "C-1", mqtt311, options.EndpointId, login.GetProperty("password").GetString());
        await ServedAsync(acs, right);
        await Eventually.TrueAsync(async () => (await MetricsAsync(acs)).Contains("reason=\"enrolment\"", StringComparison.Ordinal), "the unknown one is counted");
        Assert.That((await acs.DevicesAsync()).Select(d => d.GetProperty("serialNumber").GetString()), Is.EqualTo(new[] { "C-1" }));
    }

    [Test]
    public async Task An_agent_whose_password_is_set_is_nobody_else_from_then_on()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var first = await AgentAsync(acs, "P-1", mqtt311: false);
        await ServedAsync(acs, first);
        await acs.SendAsync(HttpMethod.Put, $"devices/{Uri.EscapeDataString(first.Id)}/credentials", new { password = "its-own-password" });

        await using var impostor = await AgentAsync(acs, "P-1", mqtt311: false);
        await RefusedAsync(impostor);
        await using var owner = await AgentAsync(acs, "P-1", mqtt311: true, first.Gateway.Options.EndpointId, "its-own-password");
        await Eventually.TrueAsync(() => Task.FromResult(owner.Gateway.Counters.Sessions > 0), "its owner comes in");
        await ServedAsync(acs, owner);
    }

    [Test]
    public async Task What_cannot_be_a_device_or_a_password_is_told_by_field()
    {
        await using var acs = await TestAcs.StartAsync();
        using var device = await acs.Api.PostAsJsonAsync("devices", new { oui = "xyz", serialNumber = "", endpointId = "no endpoint" });
        Assert.That(device.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var errors = (await device.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.That(errors.EnumerateObject().Select(e => e.Name), Is.EquivalentTo(new[] { "oui", "serialNumber", "endpointId" }));

        await acs.SendAsync(HttpMethod.Post, "devices", new { oui = "00D09E", productClass = "GW", serialNumber = "1" });
        using var again = await acs.Api.PostAsJsonAsync("devices", new { oui = "00D09E", productClass = "GW", serialNumber = "1" });
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        using var password = await acs.Api.PutAsJsonAsync("devices/00D09E-GW-1/credentials", new { password = "short" });
        Assert.That(password.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static Task<TestGateway> AgentAsync(TestAcs acs, string serial, bool mqtt311, string? user = null, string? password = null) =>
        TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = serial, Mqtt311 = mqtt311, Username = user, Password = password });

    private static async Task ServedAsync(TestAcs acs, TestGateway gateway)
    {
        await StatusAsync(acs, gateway, "active");
        var read = await acs.SendAsync(HttpMethod.Post, $"{Operations(gateway)}?wait=60", new { type = "getValues", paths = (string[])["Device.DeviceInfo.SerialNumber"] });
        Assert.That(read.GetProperty("state").GetString(), Is.EqualTo("succeeded"), read.ToString());
    }

    private static Task StatusAsync(TestAcs acs, TestGateway gateway, string status) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(gateway.Id)}") is { } device
            && device.GetProperty("status").GetString() == status && device.GetProperty("protocols").GetArrayLength() > 0,
        $"{gateway.Id} is {status}",
        () => acs.StoryAsync(gateway.Id));

    private static Task RefusedAsync(TestGateway gateway) => Eventually.TrueAsync(
        () => Task.FromResult(gateway.Gateway.Counters.FailedSessions > 0), "it is refused at the door");

    private static async Task<string> MetricsAsync(TestAcs acs)
    {
        using var client = new HttpClient { BaseAddress = acs.Addresses.Web };
        return await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
    }

    private static string Operations(TestGateway gateway) => $"devices/{Uri.EscapeDataString(gateway.Id)}/operations";
}
