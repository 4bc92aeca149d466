using Provisioning.Conversations;
using Provisioning.Devices;
using Usp.Records;
using UspController.Security;
using UspController.Sessions;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>Agents that speak in session contexts, over a real broker.</summary>
public sealed class SessionContexts_Tests
{
    private const string Agent = "os::00D09E-SN1";
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [Test]
    public async Task An_agent_that_begins_a_session_is_served_in_it_segment_by_segment()
    {
        await using var controller = await Controller.StartAsync(("Acs:Usp:Session:MaxRecordBytes", "512"));
        controller.Script.Order(Sn1, new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.DeviceInfo.ProductClass", new string('x', 3000))]));
        var gateway = new Gateway(Agent);
        var exchange = new RecordExchange(Agent, "proto::acs", SessionPolicy.Default with { Mode = SessionMode.Require, MaxRecordBytes = 512 }, ExchangeSecurity.None);
        await using var agent = new MqttAgent(gateway) { Exchange = exchange };
        await agent.ConnectAsync(controller.Port);
        await agent.SubscribeAsync();
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1") && controller.Script.Outcomes.Any(o => o.Outcome is Outcome.ValuesWritten), "boot and write");
        Assert.That(gateway.Values["Device.DeviceInfo.ProductClass"], Has.Length.EqualTo(3000));
        Assert.That(agent.Packets.Select(p => p.Payload.Length), Is.All.LessThanOrEqualTo(512));
    }

    [Test]
    public async Task Where_a_session_is_required_an_agent_that_speaks_outside_of_it_is_led_into_one()
    {
        await using var controller = await Controller.StartAsync(("Acs:Usp:Session:Mode", "Require"));
        var exchange = new RecordExchange(Agent, "proto::acs", SessionPolicy.Default, ExchangeSecurity.None);
        await using var agent = new MqttAgent(new Gateway(Agent)) { Exchange = exchange };
        await agent.StartAsync(controller.Port);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(exchange.SessionId, Is.Not.Null);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "boot");
    }

    [Test]
    public async Task A_secured_session_says_who_the_agent_is_where_the_broker_does_not()
    {
        using var pki = new Pki();
        using var files = new PkiFiles(pki, "proto::acs");
        await using var controller = await Controller.StartAsync(
            ("Acs:Usp:Security:Certificate", files.Certificate), ("Acs:Usp:Security:Key", files.Key), ("Acs:Usp:Security:TrustedAuthorities", files.Authority));
        using var identity = new ControllerIdentity(pki.Issue(Agent), []);
        var exchange = new RecordExchange(
            Agent, "proto::acs", SessionPolicy.Default with { Mode = SessionMode.Require, StartsWithTls = true },
            new ExchangeSecurity(identity, pki.Trust, Signs: true, TimeProvider.System));
        await using var agent = new MqttAgent(new Gateway(Agent)) { Exchange = exchange };
        await agent.ConnectAsync(controller.Port);
        await agent.SubscribeAsync();
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "boot");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));
        Assert.That(agent.Packets.Select(p => Record.Parser.ParseFrom(p.Payload).PayloadSecurity), Is.All.EqualTo(Record.Types.PayloadSecurity.Tls12));
    }

    [Test]
    public async Task A_record_with_a_wrong_signature_is_dropped_and_a_signed_one_taken()
    {
        using var pki = new Pki();
        using var files = new PkiFiles(pki, "proto::acs");
        await using var controller = await Controller.StartAsync(
            ("Acs:Usp:Security:Certificate", files.Certificate), ("Acs:Usp:Security:Key", files.Key), ("Acs:Usp:Security:TrustedAuthorities", files.Authority),
            ("Acs:Usp:Security:Sign", "true"));
        using var identity = new ControllerIdentity(pki.Issue(Agent), []);
        using var stranger = new ControllerIdentity(pki.Issue("os::00D09E-SN2"), []);
        await using var impostor = new MqttAgent(new Gateway(Agent)) { Exchange = Signing(stranger), ClientId = "i" };
        await impostor.ConnectAsync(controller.Port);
        await impostor.SubscribeAsync();
        await impostor.TellAsync(Told.Boot("b0"));
        await using var agent = new MqttAgent(new Gateway(Agent)) { Exchange = Signing(identity), ClientId = "a" };
        await agent.ConnectAsync(controller.Port);
        await agent.SubscribeAsync();
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "boot");
        Assert.That(agent.Acknowledged.Concat(impostor.Acknowledged), Does.Not.Contain("b0"));
        Assert.That(RecordIntegrity.Verify(Record.Parser.ParseFrom(agent.Packets.First().Payload), pki.Trust, TimeProvider.System.GetUtcNow()), Is.Null, "R-E2E.29");

        RecordExchange Signing(ControllerIdentity own) =>
            new(Agent, "proto::acs", SessionPolicy.Default, new ExchangeSecurity(own, pki.Trust, Signs: true, TimeProvider.System));
    }
}
