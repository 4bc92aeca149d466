using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Usp;

/// <summary>An order of several software modules over USP, which has a command for each: a result for each.</summary>
[TestFixture]
internal sealed class SoftwareModules_Tests
{
    private const string One = "11111111-1111-1111-1111-111111111111";
    private const string Two = "22222222-2222-2222-2222-222222222222";
    private const string Three = "33333333-3333-3333-3333-333333333333";

    [Test]
    public async Task Several_modules_are_changed_one_after_another_with_a_result_for_each()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "DU-1" });
        await acs.ServesAsync(gateway.Id);

        var installed = await OrderAsync(acs, gateway.Id, Install(One), Install(Two));
        Assert.That(installed.GetProperty("state").GetString(), Is.EqualTo("succeeded"), installed.ToString());
        Assert.That(Results(installed), Is.EqualTo(new[] { (One, "Installed"), (Two, "Installed") }));

        // One is there already, one is not there at all; the third goes on.
        var mixed = await OrderAsync(acs, gateway.Id, Install(One), new { action = "uninstall", uuid = Three }, new { action = "uninstall", uuid = Two });
        Assert.That(mixed.GetProperty("state").GetString(), Is.EqualTo("failed"), mixed.ToString());
        Assert.That(
            mixed.GetProperty("fault").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("path").GetString()), Is.EqualTo(new[] { One, Three }));
        Assert.That(gateway.Gateway.Model.Read("Device.SoftwareModules.").Where(v => v.Path.EndsWith(".UUID", StringComparison.Ordinal)).Select(v => v.Value), Is.EqualTo(new[] { One }));

        var single = await OrderAsync(acs, gateway.Id, new { action = "update", uuid = One });
        Assert.That(Results(single), Is.EqualTo(new[] { (One, "Installed") }));
    }

    private static object Install(string uuid) => new { action = "install", url = "http://files.example/module", uuid };

    private static IEnumerable<(string?, string?)> Results(JsonElement operation) =>
        [.. operation.GetProperty("result").GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("uuid").GetString(), r.GetProperty("state").GetString()))];

    private static async Task<JsonElement> OrderAsync(TestAcs acs, string id, params object[] changes)
    {
        var path = $"devices/{Uri.EscapeDataString(id)}/operations";
        var ordered = await acs.SendAsync(HttpMethod.Post, $"{path}?wait=60", new { type = "changeDuState", changes });
        JsonElement last = ordered;
        await Eventually.TrueAsync(
            async () => (last = (await acs.GetAsync($"operations/{ordered.GetProperty("id").GetString()}") ?? ordered)).GetProperty("state").GetString() is "succeeded" or "failed",
            "it ends", () => Task.FromResult(last.ToString()));
        return last;
    }
}
