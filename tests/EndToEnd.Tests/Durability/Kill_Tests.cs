using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Durability;

/// <summary>
/// Whatever was acknowledged is there after the process was killed (kill -9) the moment the acknowledgement arrived: the
/// operating system's cache is not in the way of a process that dies, and SQLite's <c>synchronous=FULL</c> sees to the disk.
/// </summary>
[TestFixture]
internal sealed partial class Kill_Tests
{
    [Test]
    public async Task What_was_acknowledged_outlives_the_process()
    {
        using var server = new KillableServer();
        await server.StartAsync();

        using var gateway = new BareGateway(server.Cwmp, "KILL");
        Assert.That(await gateway.InformAsync("0 BOOTSTRAP"), Does.Contain("InformResponse"));
        await RestartAsync(server);
        var device = await server.GetAsync($"devices/{gateway.Id}");
        Assert.That(device.GetProperty("softwareVersion").GetString(), Is.EqualTo("1.0"), "an enrolment");

        var ordered = await server.OrderAsync(gateway.Id, new { type = "setValues", values = new[] { new { path = "Device.DeviceInfo.ProvisioningCode", value = "x", type = "xsd:string" } } });
        await RestartAsync(server);
        Assert.That(await StateAsync(server, ordered), Is.EqualTo("pending"), "an order");

        await gateway.InformAsync("7 TRANSFER COMPLETE");
        Assert.That(await gateway.TransferCompleteAsync(), Does.Contain("TransferCompleteResponse"));
        await RestartAsync(server);
        Assert.That(await KindsAsync(server), Does.Contain("device.transfer"), "a report");

        await gateway.InformAsync("1 BOOT");
        var request = await gateway.SilenceAsync();
        while (!request.Contains("ProvisioningCode", StringComparison.Ordinal))
        {
            Assert.That(request, Does.Contain("SetParameterValues"), "first its credentials, then what was ordered");
            request = await gateway.SayAsync("<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>", IdOf(request));
        }

        // The answer to this is the acknowledgement of what became of the order.
        await gateway.SayAsync("<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>", IdOf(request));
        await RestartAsync(server);
        Assert.That(await StateAsync(server, ordered), Is.EqualTo("succeeded"), "an outcome");
    }

    [Test]
    public async Task An_order_that_was_under_way_is_neither_lost_nor_done_twice_unasked()
    {
        using var server = new KillableServer();
        await server.StartAsync();
        using var gateway = new BareGateway(server.Cwmp, "HALF");
        await gateway.InformAsync("0 BOOTSTRAP");
        var request = await gateway.SilenceAsync();
        await gateway.SayAsync("<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>", IdOf(request));
        var ordered = await server.OrderAsync(gateway.Id, new { type = "reboot" });

        await gateway.InformAsync("6 CONNECTION REQUEST");
        Assert.That(await gateway.SilenceAsync(), Does.Contain("cwmp:Reboot"));
        await RestartAsync(server);

        await gateway.InformAsync("1 BOOT");
        Assert.That(await gateway.SilenceAsync(), Does.Not.Contain("cwmp:Reboot"), "never twice");
        Assert.That(await StateAsync(server, ordered), Is.EqualTo("failed"), "it may have been done: a person decides");
    }

    private static async Task RestartAsync(KillableServer server)
    {
        server.Kill();
        await server.StartAsync();
    }

    private static async Task<string?> StateAsync(KillableServer server, string operation) =>
        (await server.GetAsync($"operations/{operation}")).GetProperty("state").GetString();

    private static async Task<IReadOnlyList<string?>> KindsAsync(KillableServer server) =>
        [.. (await server.GetAsync("events?limit=100")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString())];

    private static string IdOf(string envelope) => Id().Match(envelope).Groups["id"].Value;

    [GeneratedRegex("<[^<>]*ID[^<>]*>(?<id>[^<]*)</", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
