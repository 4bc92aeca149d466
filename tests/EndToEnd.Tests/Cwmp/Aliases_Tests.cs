using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Cwmp;

/// <summary>
/// Rows named by alias (TR-069 3.6.1): at a gateway that understands them, at one that does not, and over USP. What is asked of
/// the API is the same.
/// </summary>
[TestFixture]
internal sealed class Aliases_Tests
{
    private const string Table = "Device.XMPP.Connection.";
    private const string Server = "Device.ManagementServer.";

    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _acs = await TestAcs.StartAsync(("Acs:Cwmp:ConnectionRequest:AllowedNetworks:0", "127.0.0.0/8"));

    [OneTimeTearDown]
    public async Task StopAsync() => await _acs.DisposeAsync();

    [TestCase("ALIAS1", true)]
    [TestCase("ALIAS2", false)]
    public async Task A_row_is_made_written_read_and_deleted_by_its_alias(string serial, bool understands)
    {
        await using var gateway = await GatewayAsync(serial, understands);
        var model = gateway.Gateway.Model;
        var made = await OrderAsync(gateway, new { type = "addInstance", path = $"{Table}[main].", values = Values(("Domain", "isp.example")) });
        var row = made.GetProperty("result").GetProperty("paths")[0].GetString()!;
        Assert.That(row, Does.Match(@"^Device\.XMPP\.Connection\.\d+\.$"), "its number is told");
        Assert.That((model.Get($"{row}Alias"), model.Get($"{row}Domain")), Is.EqualTo(("main", "isp.example")));

        await OrderAsync(gateway, new { type = "setValues", values = new[] { new { path = $"{Table}[main].Enable", value = "true" } } });
        Assert.That(model.Get($"{row}Enable"), Is.EqualTo("true"), "with the type that the gateway has");

        var read = await OrderAsync(gateway, new { type = "getValues", paths = new[] { $"{Table}[main].Domain" } });
        Assert.That(read.GetProperty("result").GetProperty("values")[0].GetProperty("value").GetString(), Is.EqualTo("isp.example"));

        await OrderAsync(gateway, new { type = "deleteInstance", path = $"{Table}[main]." });
        Assert.That(model.Find($"{row}Alias"), Is.Null);
    }

    [Test]
    public async Task An_alias_that_nothing_has_is_said_and_nothing_is_written()
    {
        await using var gateway = await GatewayAsync("ALIAS3", understands: false);
        var operation = await OrderAsync(gateway, new { type = "setValues", values = new[] { new { path = $"{Table}[gone].Enable", value = "true" } } }, "failed");
        Assert.That(operation.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("9005"));
        Assert.That(operation.GetProperty("fault").GetProperty("text").GetString(), Does.Contain("[gone]"));
    }

    [Test]
    public async Task A_write_to_a_new_alias_makes_the_row_where_the_gateway_creates_instances()
    {
        await using var gateway = await GatewayAsync("ALIAS4", understands: true);
        var model = gateway.Gateway.Model;
        await OrderAsync(gateway, new { type = "setValues", values = new[] { new { path = $"{Server}AutoCreateInstances", value = "true", type = "boolean" } } });
        await OrderAsync(gateway, new { type = "setValues", values = new[] { new { path = $"{Table}[made].Domain", value = "isp.example", type = "string" } } });
        Assert.That(model.Read(Table).Where(p => p.Template.Name == "Alias").Select(p => p.Value), Is.EqualTo(["made"]));

        // What came into being by the write is addressed like any other.
        var read = await OrderAsync(gateway, new { type = "getValues", paths = new[] { $"{Table}[made].Domain" } });
        Assert.That(read.GetProperty("result").GetProperty("values")[0].GetProperty("value").GetString(), Is.EqualTo("isp.example"));
    }

    [Test]
    public async Task A_gateway_that_was_told_to_answer_by_alias_is_told_to_answer_by_number()
    {
        await using var gateway = await GatewayAsync("ALIAS5", understands: true, model =>
        {
            model.Set($"{Server}InstanceMode", "InstanceAlias");
            model.AddOwn(Table, ("Domain", "isp.example"));
        });
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Gateway.Model.Get($"{Server}InstanceMode") == "InstanceNumber"), "it answers by number");
        var read = await OrderAsync(gateway, new { type = "getValues", paths = new[] { Table } });
        Assert.That(read.GetProperty("result").GetProperty("values")[0].GetProperty("path").GetString(), Does.StartWith($"{Table}1."));
    }

    [Test]
    public async Task An_agent_is_asked_by_search_expression()
    {
        const string table = "Device.LocalAgent.Subscription.";
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "ALIAS6" });
        await ListedAsync(gateway);
        var made = await OrderAsync(gateway, new { type = "addInstance", path = $"{table}[watch].", values = Values(("ID", "watch-1"), ("ReferenceList", "Device.DeviceInfo.SoftwareVersion")) });
        var row = made.GetProperty("result").GetProperty("paths")[0].GetString()!;
        await OrderAsync(gateway, new { type = "setValues", values = new[] { new { path = $"{table}[watch].NotifRetry", value = "true", type = "boolean" } } });
        Assert.That((gateway.Gateway.Model.Get($"{row}Alias"), gateway.Gateway.Model.Get($"{row}NotifRetry")), Is.EqualTo(("watch", "true")));
        await OrderAsync(gateway, new { type = "deleteInstance", path = $"{table}[watch]." });
        Assert.That(gateway.Gateway.Model.Find($"{row}Alias"), Is.Null);
    }

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private async Task<TestGateway> GatewayAsync(string serial, bool understands, Action<DataModel>? prepare = null)
    {
        var started = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = serial }, gateway =>
        {
            gateway.Model.Write($"{Server}AliasBasedAddressing", understands ? "true" : "false");
            prepare?.Invoke(gateway.Model);
        });
        await ListedAsync(started);
        return started;
    }

    private Task ListedAsync(TestGateway gateway) =>
        Eventually.TrueAsync(async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(gateway.Id)}") is not null, "the gateway is listed");

    private async Task<JsonElement> OrderAsync(TestGateway gateway, object request, string state = "succeeded")
    {
        var operation = await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/operations?wait=60", request);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo(state), operation.ToString());
        return operation;
    }
}
