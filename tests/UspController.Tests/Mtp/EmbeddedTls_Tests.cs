using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Formatter;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>TLS at the embedded broker, and agents' certificates (TR-369 R-MQTT.43, R-MQTT.48, R-SEC.0a, R-SEC.9).</summary>
public sealed class EmbeddedTls_Tests
{
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    private Authority _authority = null!;

    [SetUp]
    public void Issue() => _authority = new Authority();

    [TearDown]
    public void Forget() => _authority.Dispose();

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task An_agent_with_a_password_is_served_over_tls(MqttProtocolVersion version)
    {
        await using var controller = await StartAsync();
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"), version) { Trusts = _authority.Root, User = "os::00D09E-SN1", Password = "secret" };

        await agent.StartAsync(controller.TlsPort);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task Both_versions_of_TLS_are_spoken(SslProtocols version)
    {
        await using var controller = await StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root, TlsVersions = version };
        await agent.StartAsync(controller.TlsPort);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
    }

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task A_certificate_stands_for_a_password(MqttProtocolVersion version)
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Required"), ("Acs:Enrolment", "Closed"));
        await using var agent = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-SN1", version);

        await agent.StartAsync(controller.TlsPort);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        Assert.That(controller.Script.Contacts.First().Identity.Id, Is.EqualTo(Sn1));
    }

    [Test]
    public async Task A_certificate_of_a_known_device_or_with_the_whole_identity_proves_the_device()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Optional"));
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: false));
        await using var known = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-SN1");
        await known.StartAsync(controller.TlsPort);
        await using var whole = Certified("ops::00D09E-GW-SN2", "urn:bbf:usp:id:ops::00D09E-GW-SN2");
        await whole.StartAsync(controller.TlsPort);
        await using var liar = Certified("ops::00D09E-GW-SN3", "urn:bbf:usp:id:ops::00D09E-GW-SN3", serial: "SN4");
        await liar.StartAsync(controller.TlsPort);
        await liar.TellAsync(Told.Boot("b3"));

        await Eventually.IsTrueAsync(
            () => controller.Script.Contacts.Count == 2 && liar.Received.Any(m => m.Body.Request?.Get is not null), "two served, the third asked");
        Assert.That(controller.Script.Contacts.Select(c => (c.Identity.Id.SerialNumber, c.Trust)), Is.EquivalentTo(new[]
        {
            ("SN1", ContactTrust.Device), ("SN2", ContactTrust.Device),
        }));
        Assert.That(liar.Acknowledged, Is.Empty);
    }

    [Test]
    public async Task An_os_certificate_proves_the_gateway_at_first_contact_and_DeviceInfo_its_product_class()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Required"));
        await using var agent = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-SN1");
        await agent.StartAsync(controller.TlsPort);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.Select(c => (c.Identity.Id, c.Trust)).First(), Is.EqualTo((Sn1, ContactTrust.Device)));

        await using var liar = Certified("os::00D09E-SN3", "urn:bbf:usp:id:os::00D09E-SN3", serial: "SN1");
        await liar.StartAsync(controller.TlsPort);
        await Eventually.IsTrueAsync(() => !controller.Attempts.IsEmpty, "refused in the name of the device that it says it is");
        Assert.That(
            controller.Attempts.First(),
            Is.EqualTo(new AccessAttempt(Sn1, "127.0.0.1", Protocols.Usp, "certificate", AccessResult.Refused, "foreign-credentials")));
    }

    [Test]
    public async Task Who_is_kept_out_at_the_door_stands_in_the_device_s_list()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Optional"));
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));
        await using var wrong = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root, User = "os::00D09E-SN1", Password = "guessed" };
        Assert.That(await CodeAsync(wrong, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.BadUserNameOrPassword));
        await using var none = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root };
        Assert.That(await CodeAsync(none, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));
        await using var other = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-SN2");
        Assert.That(await CodeAsync(other, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));

        Assert.That(controller.Attempts.Select(a => (a.Device, a.Mechanism, a.Reason)), Is.EqualTo(new[]
        {
            (Sn1, "basic", "bad-password"), (Sn1, "none", "endpoint-id-has-credentials"), (Sn1, "certificate", "foreign-endpoint-id"),
        }));
    }

    [Test]
    public async Task A_certified_agent_speaks_only_as_its_own_endpoint()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Optional"));
        await using var declares = Certified("os::00D09E-SN2", "urn:bbf:usp:id:os::00D09E-SN1");
        Assert.That(await CodeAsync(declares, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));

        await using var agent = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-SN1");
        await agent.ConnectAsync(controller.TlsPort);
        Assert.That(await agent.SubscribeAsync("usp/agent/os::00D09E-SN2"), Is.EqualTo(MqttClientSubscribeResultCode.NotAuthorized));
        await agent.SubscribeAsync();
        await agent.TellAsync(Told.Boot("stolen"), from: "os::00D09E-SN2");
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        Assert.That(agent.Acknowledged, Is.EqualTo(new[] { "b1" }));
        Assert.That(controller.Script.Contacts.Select(c => c.Identity.EndpointId).Distinct(), Is.EqualTo(new[] { "os::00D09E-SN1" }));
    }

    [Test]
    public async Task A_shared_certificate_lets_speak_as_those_whom_its_wildcard_covers()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Required"));
        await using var one = Certified("os::00D09E-SN1", "urn:bbf:usp:id:os::00D09E-*", declares: false, clientId: "x");
        await one.StartAsync(controller.TlsPort);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Bootstrap), "a member of the fleet, nobody in particular");

        await using var other = Certified("os::00D09F-SN1", "urn:bbf:usp:id:os::00D09E-*", declares: false, clientId: "y");
        await other.ConnectAsync(controller.TlsPort);
        Assert.That(await other.SubscribeAsync(), Is.EqualTo(MqttClientSubscribeResultCode.NotAuthorized));
    }

    [Test]
    public async Task Certificates_that_do_not_count_let_nobody_in()
    {
        using var foreign = new Authority();
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:TlsAgents:Mode", "Required"));
        X509Case[] cases =
        [
            new("another authority's", foreign.Agent(["urn:bbf:usp:id:os::00D09E-SN1"])),
            new("self-signed", Authority.SelfSigned("urn:bbf:usp:id:os::00D09E-SN1")),
            new("expired", _authority.Agent(["urn:bbf:usp:id:os::00D09E-SN1"], endYear: 2001)),
            new("of nobody", _authority.Agent([])),
            new("none", null),
        ];
        foreach (var (name, certificate) in cases)
        {
            await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root, Certificate = certificate };
            Assert.That(await CodeAsync(agent, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized), name);
        }

        await using var plain = new MqttAgent(new Gateway("os::00D09E-SN1"));
        Assert.That(await CodeAsync(plain, controller.Port), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized), "without TLS");
    }

    [Test]
    public async Task A_pinned_certificate_counts_without_an_authority()
    {
        using var own = Authority.SelfSigned("urn:bbf:usp:id:os::00D09E-SN1");
        using var other = Authority.SelfSigned("urn:bbf:usp:id:os::00D09E-SN1");
        await using var controller = await StartAsync(
            ("Acs:Usp:Mqtt:TlsAgents:Mode", "Required"), ("Acs:Usp:Mqtt:TlsAgents:Pinned:0", _authority.Files(own).Certificate));
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root, Certificate = own };
        await agent.StartAsync(controller.TlsPort);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");

        await using var stranger = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root, Certificate = other };
        Assert.That(await CodeAsync(stranger, controller.TlsPort), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));
    }

    [Test]
    public async Task Whoever_cannot_shake_hands_holds_up_nobody()
    {
        await using var controller = await StartAsync(("Acs:Usp:Mqtt:Plain", "false"), ("Acs:Usp:Mqtt:MaxConnections", "3"));
        // A real agent tries the port with a bare connection first; others talk something else, or nothing at all.
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, controller.TlsPort);
        for (var i = 0; i < 5; i++)
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, controller.TlsPort);
            if (i % 2 == 0)
            {
                await probe.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            }
        }

        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { Trusts = _authority.Root };
        await Eventually.IsTrueAsync(async () => await ConnectsAsync(agent, controller.TlsPort), "room again");
        await agent.SubscribeAsync();
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
    }

    private Task<Controller> StartAsync(params (string, string)[] settings)
    {
        var (certificate, key) = _authority.Server();
        return Controller.StartAsync(
        [
            ("Acs:Usp:Mqtt:TlsPort", "0"),
            ("Acs:Usp:Mqtt:TlsCertificate:Path", certificate),
            ("Acs:Usp:Mqtt:TlsCertificate:KeyPath", key),
            ("Acs:Usp:Mqtt:TlsAgents:TrustedAuthorities:0", _authority.RootFile),
            .. settings,
        ]);
    }

    private MqttAgent Certified(
        string endpointId, string uri, MqttProtocolVersion version = MqttProtocolVersion.V500, bool declares = true, string? clientId = null, string? serial = null) =>
        new(serial is null ? new Gateway(endpointId) : new Gateway(endpointId, serial: serial), version)
        {
            Trusts = _authority.Root,
            Certificate = _authority.Agent([uri]),
            DeclaresEndpointId = declares,
            ClientId = clientId,
        };

    private static async Task<MqttClientConnectResultCode> CodeAsync(MqttAgent agent, int port) => (await agent.ConnectAsync(port)).ResultCode;

    private static async Task<bool> ConnectsAsync(MqttAgent agent, int port)
    {
        try
        {
            return (await agent.ConnectAsync(port)).ResultCode == MqttClientConnectResultCode.Success;
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return false;
        }
    }

    private sealed record X509Case(string Name, System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate);
}
