using System.Text;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Cwmp;

/// <summary>Every optional RPC, ordered through REST and answered by a gateway over a real socket.</summary>
[TestFixture]
internal sealed class OptionalRpcs_Tests
{
    private const string Module = "12345678-1234-1234-1234-123456789abc";

    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync(("Acs:Cwmp:ConnectionRequest:AllowedNetworks:0", "127.0.0.0/8"));
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "RPC1" });
        await Eventually.TrueAsync(async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(_gateway.Id)}") is not null, "the gateway is listed");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
    }

    [Test]
    public async Task RpcMethods_lists_what_the_gateway_has()
    {
        var result = await ResultAsync(new { type = "rpcMethods" });
        Assert.That(result.GetProperty("methods").EnumerateArray().Select(m => m.GetString()), Does.Contain("ScheduleDownload").And.Contain("GetAllQueuedTransfers"));
    }

    [Test]
    public async Task Attributes_are_set_and_read()
    {
        await ResultAsync(new { type = "setAttributes", attributes = new[] { new { path = "Device.DeviceInfo.ProvisioningCode", notification = "active" } } });
        var result = await ResultAsync(new { type = "getAttributes", paths = new[] { "Device.DeviceInfo.ProvisioningCode" } });
        var attribute = result.GetProperty("attributes").EnumerateArray().Single();
        Assert.That(attribute.GetProperty("path").GetString(), Is.EqualTo("Device.DeviceInfo.ProvisioningCode"));
        Assert.That(attribute.GetProperty("notification").GetInt32(), Is.EqualTo(2));
        Assert.That(attribute.GetProperty("accessList").EnumerateArray().Select(a => a.GetString()), Is.EqualTo(new[] { "Subscriber" }));
    }

    [Test]
    public async Task A_scheduled_download_waits_in_the_queue_and_can_be_cancelled()
    {
        var url = new Uri(_acs.Addresses.Files, "firmware/none").AbsoluteUri;
        var ordered = await OrderAsync(new { type = "scheduleDownload", url, windows = new[] { new { startSeconds = 3600, endSeconds = 7200, mode = "whenIdle" } } }, "running");
        var id = ordered.GetProperty("id").GetGuid();
        JsonElement queued = default;
        await Eventually.TrueAsync(async () => (queued = await ResultAsync(new { type = "queuedTransfers" })).GetProperty("transfers").GetArrayLength() == 1, "it is queued");
        var transfer = queued.GetProperty("transfers")[0];
        Assert.That(transfer.GetProperty("commandKey").GetString(), Is.EqualTo(id.ToString("N")));
        Assert.That(transfer.GetProperty("state").GetInt32(), Is.EqualTo(1));
        Assert.That(transfer.GetProperty("fileType").GetString(), Is.EqualTo("1 Firmware Upgrade Image"));
        await ResultAsync(new { type = "cancelTransfer", operationId = id });
        await Eventually.TrueAsync(async () => (await ResultAsync(new { type = "queuedTransfers" })).GetProperty("transfers").GetArrayLength() == 0, "it is cancelled");
    }

    [Test]
    public async Task Software_modules_are_installed_and_removed_with_typed_results()
    {
        var change = new { action = "install", url = "http://files.example/module", uuid = Module };
        var installed = (await ResultAsync(new { type = "changeDuState", changes = new[] { change } })).GetProperty("results")[0];
        Assert.That((installed.GetProperty("uuid").GetString(), installed.GetProperty("state").GetString()), Is.EqualTo((Module, "Installed")));
        var again = await OrderAsync(new { type = "changeDuState", changes = new[] { change } }, "failed");
        Assert.That(again.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("9026"));
        Assert.That(again.GetProperty("fault").GetProperty("parameters")[0].GetProperty("path").GetString(), Is.EqualTo(Module));
        var removed = await ResultAsync(new { type = "changeDuState", changes = new[] { new { action = "uninstall", uuid = Module } } });
        Assert.That(removed.GetProperty("results")[0].GetProperty("state").GetString(), Is.EqualTo("Uninstalled"));
    }

    [Test]
    public async Task Vouchers_set_options()
    {
        await ResultAsync(new { type = "setVouchers", vouchers = new[] { Convert.ToBase64String(Encoding.UTF8.GetBytes("voice")) } });
        var option = (await ResultAsync(new { type = "getOptions", optionName = "voice" })).GetProperty("options").EnumerateArray().Single();
        Assert.That((option.GetProperty("name").GetString(), option.GetProperty("state").GetInt32()), Is.EqualTo(("voice", 3)));
    }

    [Test]
    public async Task A_scheduled_inform_brings_the_gateway_back()
    {
        var sessions = _gateway.Gateway.Counters.Sessions;
        await ResultAsync(new { type = "scheduleInform", delaySeconds = 1 });
        await Eventually.TrueAsync(() => Task.FromResult(_gateway.Gateway.Counters.Sessions >= sessions + 2), "it informs by itself");
    }

    [Test]
    public async Task What_the_gateway_does_not_have_fails_without_being_sent()
    {
        await using var plain = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "RPC2" },
            g => g.Faults = g.Faults with { LacksOptionalRpcs = true });
        await Eventually.TrueAsync(async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(plain.Id)}") is not null, "the gateway is listed");
        var operation = await OrderAsync(new { type = "getOptions" }, "failed", plain.Id);
        Assert.That(operation.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("9000"));
        Assert.That(operation.GetProperty("fault").GetProperty("text").GetString(), Does.Contain("GetOptions").And.Contain("GetRPCMethods"));
    }

    private async Task<JsonElement> ResultAsync(object request) => (await OrderAsync(request, "succeeded")).GetProperty("result");

    private async Task<JsonElement> OrderAsync(object request, string state, string? id = null)
    {
        var operation = await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(id ?? _gateway.Id)}/operations?wait={(state == "running" ? 0 : 60)}", request);
        if (state == "running")
        {
            await Eventually.TrueAsync(async () =>
                (operation = (await _acs.GetAsync($"operations/{operation.GetProperty("id").GetString()}"))!.Value).GetProperty("state").GetString() == state, $"{request} is {state}");
        }

        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo(state), operation.ToString());
        return operation;
    }
}
