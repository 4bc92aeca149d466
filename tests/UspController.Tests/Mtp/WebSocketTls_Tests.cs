using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>The listener with TLS (TR-369 R-WS.22), and agents' certificates (R-SEC.0a).</summary>
public sealed class WebSocketTls_Tests
{
    private const string Id = "os::00D09E-SN1";

    private readonly Authority _authority = new();

    [OneTimeTearDown]
    public void Forget() => _authority.Dispose();

    [Test]
    public async Task An_agent_that_trusts_the_authority_is_served_and_one_that_does_not_hangs_up()
    {
        await using var controller = await StartAsync();
        await using var doubting = new WebSocketAgent(new Gateway(Id));
        await Assert.ThatAsync(() => doubting.ConnectAsync(Local(controller)), Throws.InstanceOf<WebSocketException>());

        await using var agent = Agent();
        await agent.StartAsync(Local(controller));
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Anonymous));
    }

    [Test]
    public async Task A_certificate_says_who_the_agent_is_and_nobody_comes_without_one_where_it_is_required()
    {
        await using var controller = await StartAsync(
            ("Acs:Enrolment", "Closed"), ("Acs:Usp:WebSocket:AgentCertificates:Mode", "Required"),
            ("Acs:Usp:WebSocket:AgentCertificates:TrustedAuthorities:0", _authority.RootFile));
        controller.Credentials.Put(new DeviceCredential(new DeviceId("00D09E", "GW", "SN1"), Id, "unused", Confirmed: false));
        await using var bare = Agent();
        Assert.That(await bare.RefusalAsync(Local(controller)), Is.EqualTo(401).Or.EqualTo(403));
        await using var other = Agent(_authority.Agent(["urn:bbf:usp:id:os::00D09E-SN2"]));
        Assert.That(await other.RefusalAsync(Local(controller)), Is.EqualTo(401).Or.EqualTo(403), "its certificate is another's");

        await using var agent = Agent(_authority.Agent(["urn:bbf:usp:id:" + Id]), declared: null);
        await agent.StartAsync(Local(controller));
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));

        await agent.TellAsync(Told.Change("v1", "Device.X", "1"), from: "os::00D09E-SN2");
        await agent.TellAsync(Told.Change("v2", "Device.X", "1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("v2"), "speaks as itself");
        Assert.That(agent.Acknowledged, Has.None.EqualTo("v1"), "R-SEC.0a: as nobody else");
    }

    private Task<Controller> StartAsync(params (string Key, string Value)[] settings)
    {
        var (certificate, key) = _authority.Server();
        return Controller.StartWebSocketAsync(
            [("Acs:Usp:WebSocket:Certificate:Path", certificate), ("Acs:Usp:WebSocket:Certificate:KeyPath", key), .. settings]);
    }

    private WebSocketAgent Agent(X509Certificate2? certificate = null, string? declared = Id)
    {
        var agent = new WebSocketAgent(new Gateway(Id)) { DeclaredId = declared };
        agent.Options.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(_authority.Root);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return shown is X509Certificate2 server && chain.Build(server);
        };
        if (certificate is not null)
        {
            agent.Options.ClientCertificates.Add(certificate);
        }

        return agent;
    }

    private static Uri Local(Controller controller) => new UriBuilder(controller.WebSocket) { Host = "localhost" }.Uri;
}
