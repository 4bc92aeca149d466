using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Cwmp;

/// <summary>Writes that a person orders, at a gateway that is as strict as the standard.</summary>
[TestFixture]
internal sealed class OrderedWrites_Tests
{
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync(("Acs:Cwmp:ConnectionRequest:AllowedNetworks:0", "127.0.0.0/8"));
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "WRITE1" });
        await Eventually.TrueAsync(async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(_gateway.Id)}") is not null, "the gateway is listed");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
    }

    [Test]
    public async Task A_value_without_a_type_gets_the_type_that_the_gateway_has()
    {
        const string path = "Device.ManagementServer.CWMPRetryIntervalMultiplier";
        var reported = await _acs.GetAsync($"devices/{Uri.EscapeDataString(_gateway.Id)}/parameters?path={path}");
        Assert.That(reported!.Value.GetArrayLength(), Is.Zero, "it was never reported");
        await OrderAsync(new { type = "setValues", values = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = "3000" } }, "succeeded");
        Assert.That(_gateway.Gateway.Model.Read(path)[0].Value, Is.EqualTo("3000"));
    }

    [Test]
    public async Task A_row_that_is_not_there_cannot_be_deleted()
    {
        var operation = await OrderAsync(new { type = "deleteInstance", path = "Device.Firewall.Chain.4711." }, "failed");
        Assert.That(operation.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("9005"));
    }

    private async Task<JsonElement> OrderAsync(object request, string state)
    {
        var operation = await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(_gateway.Id)}/operations?wait=60", request);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo(state), operation.ToString());
        return operation;
    }
}
