using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;

namespace EndToEnd.Tests.Usp;

/// <summary>What becomes of CWMP at a gateway that is managed over USP by now: <c>Acs:Migration:OtherProtocol</c>.</summary>
[TestFixture]
internal sealed class SwitchOff_Tests
{
    private const string Enable = "Device.CWMPManagementServer.EnableCWMP";

    [Test]
    public async Task A_gateway_that_speaks_both_gives_CWMP_up_and_takes_it_back_when_the_policy_turns()
    {
        var directory = Directory.CreateTempSubdirectory("acs-migration-");
        var port = TestAcs.FreePort().ToString();
        (string, string?)[] always = [("Acs:DataDirectory", directory.FullName), ("Acs:Usp:Mqtt:Port", port), ("Acs:Cwmp:Url", $"http://127.0.0.1:{TestAcs.FreePort()}")];
        try
        {
            TestGateway gateway;
            await using (var acs = await TestAcs.StartAsync([.. always, ("Acs:Migration:OtherProtocol", "SwitchOff")]))
            {
                gateway = await TestGateway.StartAsync(
                    acs, ManagementProtocol.Both, new GatewayOptions { SerialNumber = "BOTH-1", PeriodicInterval = TimeSpan.FromSeconds(2) });
                await acs.IsAsync(gateway.Id, d => d.GetProperty("protocols").GetArrayLength() == 2, "it is known over both");
                await Eventually.TrueAsync(() => Task.FromResult(gateway.Gateway.Model.Get(Enable) == "false"), "CWMP is switched off", () => acs.StoryAsync(gateway.Id));
                await acs.ConvergesAsync(gateway.Id);
                Assert.That(await WhyAsync(acs, gateway.Id), Has.Some.Contains($"Layer {Layer.Migration} declares {Enable} = false"));
                Assert.That((await acs.EventsAsync(gateway.Id)).Select(e => e.GetProperty("kind").GetString()), Does.Contain("device.migration"));

                // CWMP accepts no connection request any more: who is served is served over USP.
                await acs.ServesAsync(gateway.Id);
            }

            await using var _ = gateway;
            await using var lenient = await TestAcs.StartAsync(always);
            await Eventually.TrueAsync(() => Task.FromResult(gateway.Gateway.Model.Get(Enable) == "true"), "CWMP is switched on again", () => lenient.StoryAsync(gateway.Id));
            await Eventually.TrueAsync(
                async () => !await lenient.QueryAsync(db => db.DeviceLayers.AnyAsync(l => l.Name == Layer.Migration)), "and then nothing is declared of it", () => lenient.StoryAsync(gateway.Id));
        }
        finally
        {
            Directory.CreateDirectory(directory.FullName);
            directory.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_gateway_without_the_parameter_is_left_in_peace_and_says_so()
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Migration:OtherProtocol", "SwitchOff"));
        var options = new GatewayOptions { SerialNumber = "LACKS-1", PeriodicInterval = TimeSpan.FromSeconds(2) };
        await using (var old = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, options))
        {
            await acs.ServesAsync(old.Id);
            Assert.That(old.Gateway.Model.Get("Device.ManagementServer.EnableCWMP"), Is.EqualTo("true"), "never over CWMP itself");
            // A session that is cut off in the middle holds the device for a while.
            await Eventually.TrueAsync(() => Task.FromResult(old.Gateway.Counters.Sessions > 0), "its session has ended");
        }

        await using var moved = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, options);
        await Eventually.TrueAsync(
            async () => (await WhyAsync(acs, moved.Id)).Any(t => t.Contains($"CWMP is left in peace: it has no {Enable}", StringComparison.Ordinal)),
            "why says so", () => acs.StoryAsync(moved.Id));
        Assert.That(await acs.QueryAsync(db => db.DeviceLayers.AnyAsync(l => l.Name == Layer.Migration)), Is.False);
    }

    private static async Task<IReadOnlyList<string>> WhyAsync(TestAcs acs, string id) =>
        [.. ((await acs.GetAsync($"devices/{Uri.EscapeDataString(id)}/why"))?.EnumerateArray() ?? default).Select(f => f.GetProperty("text").GetString()!)];
}
