using MQTTnet.Formatter;
using Provisioning.Conversations;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>The printed access list in a real Mosquitto, with client certificates all round (TR-369 R-MQTT.42, R-SEC.4b, R-SEC.4c).</summary>
public sealed class MosquittoAcl_Tests
{
    private Authority _authority = null!;

    [SetUp]
    public void Issue() => _authority = new Authority();

    [TearDown]
    public void Forget() => _authority.Dispose();

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task An_agent_can_neither_listen_to_nor_speak_as_another(MqttProtocolVersion version)
    {
        await using var broker = await BrokerAsync();
        await using var controller = await StartAsync(broker);
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected with its certificate");
        await using var honest = Agent("os::00D09E-SN1", version);
        await using var bad = Agent("os::00D09E-BAD", version);
        await honest.StartAsync(broker.Port);
        await bad.StartAsync(broker.Port);
        await bad.SubscribeAsync("usp/agent/#");
        await bad.SubscribeAsync("usp/agent/os::00D09E-SN1/#");
        await bad.SubscribeAsync("usp/controller/#");

        await bad.TellAsync(Told.Boot("stolen1"), from: "os::00D09E-SN1");
        foreach (var topic in new[] { "usp/controller/acs/os::00D09E-SN1", "usp/controller/acs", "usp/controller/acs/node/all/os::00D09E-SN1" })
        {
            await bad.TellAsync(Told.Boot("stolen2"), from: "os::00D09E-SN1", topic: topic);
        }

        await bad.TellAsync(Told.Boot("own"));
        await honest.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => honest.Acknowledged.Contains("b1") && bad.Acknowledged.Contains("own"), "both served as themselves");
        // The filters overlap: it may get its own answer more than once.
        Assert.That(honest.Acknowledged.Concat(bad.Acknowledged.Distinct()), Is.EquivalentTo(new[] { "b1", "own" }));
        Assert.That(bad.Packets.Where(p => !p.Topic.StartsWith("usp/agent/os::00D09E-BAD", StringComparison.Ordinal)), Is.Empty);
        Assert.That(controller.Script.Contacts.Select(c => c.Trust).Distinct(), Is.EqualTo(new[] { ContactTrust.Device }));
    }

    [Test]
    public async Task A_broker_whose_name_or_authority_is_wrong_is_not_spoken_to()
    {
        using var foreign = new Authority();
        await using var broker = await BrokerAsync();
        await using var misnamed = await StartAsync(broker, ("Acs:Usp:Mqtt:TlsServerName", "broker.example.net"));
        await using var untrusted = await StartAsync(broker, ("Acs:Usp:Mqtt:TlsAuthorities:0", foreign.RootFile));
        // The same start succeeds for the right one, so that the time was enough.
        await using var right = await StartAsync(broker);
        await Eventually.IsTrueAsync(() => right.IsConnected, "the right one");
        await Eventually.IsTrueAsync(() => misnamed.Warnings.Any() && untrusted.Warnings.Any(), "both refused");
        Assert.That((misnamed.IsConnected, untrusted.IsConnected), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_broker_s_name_may_stand_behind_a_wildcard()
    {
        // TR-369 R-MQTT.49, RFC 6125 6.4.3: one label, the leftmost.
        await using var broker = await BrokerAsync("*.example.net");
        await using var right = await StartAsync(broker, ("Acs:Usp:Mqtt:TlsServerName", "broker.example.net"));
        await using var deeper = await StartAsync(broker, ("Acs:Usp:Mqtt:TlsServerName", "a.broker.example.net"));
        await Eventually.IsTrueAsync(() => right.IsConnected && deeper.Warnings.Any(), "one is connected, the other refused");
        Assert.That(deeper.IsConnected, Is.False);
    }

    private Task<Mosquitto> BrokerAsync(string name = "localhost")
    {
        var (certificate, key) = _authority.Server(name);
        var acl = Path.Combine(Path.GetDirectoryName(_authority.RootFile)!, "acl");
        File.WriteAllText(acl, MosquittoAcl.Text(new UspMqttOptions(), "acs", byClientId: false));
        return Mosquitto.StartAsync(
            $"cafile {_authority.RootFile}", $"certfile {certificate}", $"keyfile {key}",
            "require_certificate true", "use_identity_as_username true", "allow_anonymous false", $"acl_file {acl}");
    }

    private Task<Controller> StartAsync(Mosquitto broker, params (string, string)[] settings)
    {
        var (certificate, key) = _authority.Files(_authority.Agent(["urn:bbf:usp:id:proto::acs"], name: "acs"));
        return Controller.StartAsync(
        [
            ("Acs:Usp:Mqtt:Mode", "External"),
            ("Acs:Usp:Mqtt:Server", $"localhost:{broker.Port}"),
            ("Acs:Usp:Mqtt:Tls", "true"),
            ("Acs:Usp:Mqtt:TlsAuthorities:0", _authority.RootFile),
            ("Acs:Usp:Mqtt:TlsCertificate:Path", certificate),
            ("Acs:Usp:Mqtt:TlsCertificate:KeyPath", key),
            ("Acs:Usp:Mqtt:BrokerVouches", "true"),
            .. settings,
        ]);
    }

    private MqttAgent Agent(string endpointId, MqttProtocolVersion version) => new(new Gateway(endpointId), version)
    {
        Trusts = _authority.Root,
        Certificate = _authority.Agent(["urn:bbf:usp:id:" + endpointId], name: endpointId),
        ControllerTopic = "usp/controller/acs/" + endpointId,
    };
}
