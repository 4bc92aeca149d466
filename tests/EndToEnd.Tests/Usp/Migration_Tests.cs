using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace EndToEnd.Tests.Usp;

/// <summary>A gateway that was managed over one protocol and appears over the other: what it keeps, and who is not believed to be it.</summary>
[TestFixture]
internal sealed class Migration_Tests
{
    private const string TimeZone = "Device.Time.LocalTimeZone";

    [TestCase(ManagementProtocol.Cwmp, "SimGate", "SimGate")]
    [TestCase(ManagementProtocol.Usp, "SimGate", "SimGate")]
    [TestCase(ManagementProtocol.Cwmp, "SimGate", "")]
    [TestCase(ManagementProtocol.Cwmp, "", "SimGate")]
    [TestCase(ManagementProtocol.Usp, "", "SimGate")]
    public async Task It_keeps_its_identity_history_and_desired_state(ManagementProtocol before, string classBefore, string classAfter)
    {
        await using var acs = await TestAcs.StartAsync();
        var after = before == ManagementProtocol.Cwmp ? ManagementProtocol.Usp : ManagementProtocol.Cwmp;
        var options = new GatewayOptions { SerialNumber = "MOVES-1" };
        string id;
        await using (var old = await TestGateway.StartAsync(acs, before, options with { ProductClass = classBefore }))
        {
            id = old.Id;
            await acs.ServesAsync(id);
            await acs.SendAsync(HttpMethod.Patch, Device(id), new { tags = (string[])["pilot"], subscriber = "subscriber-7" });
            await acs.DeclareAsync(id, Layer.Override, (TimeZone, "CET-2", ParameterType.String));
            await acs.ConvergesAsync(id);
            Assert.That(old.Gateway.Model.Get(TimeZone), Is.EqualTo("CET-2"));
        }

        await using var migrated = await TestGateway.StartAsync(acs, after, options with { ProductClass = classAfter });
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync(Device(id)))!.Value.GetProperty("protocols").GetArrayLength() == 2, "it is known over both", () => acs.StoryAsync(id));
        await Eventually.TrueAsync(
            () => Task.FromResult(migrated.Gateway.Model.Get(TimeZone) == "CET-2"), "the declared value reaches it over the other protocol", () => acs.StoryAsync(id));

        var device = (await acs.DevicesAsync()).Single();
        Assert.That(device.GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(device.GetProperty("tags").EnumerateArray().Select(t => t.GetString()), Is.EqualTo(new[] { "pilot" }));
        Assert.That(device.GetProperty("endpointId").GetString(), Is.EqualTo(options.EndpointId));
        var kinds = (await acs.EventsAsync(id)).Select(e => e.GetProperty("kind").GetString()).ToList();
        Assert.That(kinds.Count(k => k == "device.enrolled"), Is.EqualTo(1));
        Assert.That(kinds.Count(k => k == "device.protocol"), Is.EqualTo(1), "and that it came over the other protocol is told");
        await Eventually.TrueAsync(
            async () => await acs.QueryAsync(db => db.ConversationLines.Select(l => new { l.DeviceId, l.Protocol }).Distinct().ToListAsync()) is { Count: 2 } spoken
                && spoken[0].DeviceId == spoken[1].DeviceId,
            "what was said over either is one history");
    }

    [Test]
    public async Task A_stranger_s_agent_does_not_become_a_gateway_that_CWMP_manages_and_the_gateway_does_with_its_own_credentials()
    {
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Enrolment", "Quarantine"), ("Acs:Usp:Mqtt:Bootstrap:User", "fleet"), ("Acs:Usp:Mqtt:Bootstrap:Password", "fleet-password"));
        var options = new GatewayOptions { SerialNumber = "CLAIMED-1" };
        await using var gateway = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, options);
        await acs.IsAsync(gateway.Id, d => d.GetProperty("status").GetString() == "quarantined", "it waits for approval");

        // It was given credentials, and has not used them yet: the fleet's shared secret is no proof that somebody is it.
        await using (await TestGateway.StartAsync(acs, ManagementProtocol.Usp, options with { Username = "fleet", Password = "fleet-password" }))
        {
            await RefusedAsync(acs, gateway.Id);
        }

        await acs.SendAsync(HttpMethod.Post, $"{Device(gateway.Id)}/approve");
        await acs.ServesAsync(gateway.Id);
        Assert.That(await ProtocolsAsync(acs, gateway.Id), Is.EqualTo(new[] { "cwmp" }));
        Assert.That((await acs.GetAsync(Device(gateway.Id)))!.Value.GetProperty("endpointId").ValueKind, Is.EqualTo(JsonValueKind.Null));

        var (user, password) = (gateway.Gateway.Model.Read("Device.ManagementServer.Username").Single().Value, await acs.PasswordAsync(gateway.Id));
        await using var moved = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, options with { Username = user, Password = password });
        await acs.IsAsync(gateway.Id, d => d.GetProperty("protocols").GetArrayLength() == 2, "its own credentials bring it in");
        Assert.That(await acs.DevicesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_endpoint_id_of_a_device_with_credentials_makes_nobody_else_that_device()
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Enrolment", "Quarantine"), ("Acs:Usp:Mqtt:Bootstrap:User", "fleet"), ("Acs:Usp:Mqtt:Bootstrap:Password", "fleet-password"));
        var options = new GatewayOptions { SerialNumber = "NAMED-1" };
        var registered = await acs.SendAsync(HttpMethod.Post, "devices", new { oui = options.Oui, productClass = options.ProductClass, serialNumber = options.SerialNumber, endpointId = options.EndpointId });
        var id = registered.GetProperty("id").GetString()!;
        await acs.SendAsync(HttpMethod.Put, $"{Device(id)}/credentials", new { password = "its-own-password" });

        // The endpoint id is the device's, DeviceInfo says somebody whom nobody knows.
        await using var thief = await TestGateway.StartAsync(
            acs, ManagementProtocol.Usp, options with { Username = "fleet", Password = "fleet-password" },
            g => g.Model.Write("Device.DeviceInfo.SerialNumber", "NOBODY-1"));
        await RefusedAsync(acs, id, "foreign-endpoint-id");
        Assert.That(await ProtocolsAsync(acs, id), Is.Empty);
    }

    private static async Task RefusedAsync(TestAcs acs, string id, string reason = "other-protocol") => await Eventually.TrueAsync(
        async () => await acs.QueryAsync(db => db.AccessAttempts.AnyAsync(a => a.DeviceKey == id && a.Result == AccessResult.Refused && a.Reason == reason)),
        $"the refusal ({reason}) is on the device's page",
        () => acs.StoryAsync(id));

    private static async Task<IEnumerable<string?>> ProtocolsAsync(TestAcs acs, string id) =>
        (await acs.GetAsync(Device(id)))!.Value.GetProperty("protocols").EnumerateArray().Select(p => p.GetString()).ToList();

    private static string Device(string id) => $"devices/{Uri.EscapeDataString(id)}";
}
