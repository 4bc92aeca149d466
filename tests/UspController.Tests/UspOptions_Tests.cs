namespace UspController.Tests;

public sealed class UspOptions_Tests
{
    private static IEnumerable<string> Errors(Action<UspOptions> change)
    {
        var options = new UspOptions();
        change(options);
        return new UspOptionsValidator().Validate(null, options).Failures ?? [];
    }

    [Test]
    public void The_defaults_are_valid() => Assert.That(Errors(_ => { }), Is.Empty);

    [Test]
    public void Every_error_is_told_with_its_key() => Assert.That(
        Errors(o =>
        {
            o.EndpointId = "acs";
            o.Mqtt.Port = 70_000;
            o.Mqtt.Address = "here";
            o.Mqtt.ControllerTopic = "usp/#";
            o.Mqtt.Bootstrap.User = "u";
            o.Mqtt.MaxPacketBytes = 10;
        }).Select(e => e.Split(": ")[0]),
        Is.EquivalentTo(new[]
        {
            "Acs:Usp:EndpointId", "Acs:Usp:Mqtt:Port", "Acs:Usp:Mqtt:Address", "Acs:Usp:Mqtt:ControllerTopic", "Acs:Usp:Mqtt:Bootstrap", "Acs:Usp:Mqtt:MaxPacketBytes",
        }));

    [Test]
    public void An_external_broker_needs_an_address() => Assert.That(
        Errors(o => o.Mqtt.Mode = UspMqttMode.External).Single(), Does.StartWith("Acs:Usp:Mqtt:Server: "));

    [TestCase("broker.example", false, "broker.example", 1883)]
    [TestCase("broker.example", true, "broker.example", 8883)]
    [TestCase("10.0.0.1:2000", false, "10.0.0.1", 2000)]
    [TestCase("[2001:db8::1]:2000", false, "2001:db8::1", 2000)]
    [TestCase("2001:db8::1", false, "2001:db8::1", 1883)]
    public void Broker_addresses_are_read(string text, bool tls, string host, int port)
    {
        Assert.That(BrokerAddress.TryParse(text, tls, out var address));
        Assert.That(address, Is.EqualTo(new BrokerAddress(host, port)));
    }

    [TestCase("")]
    [TestCase("host:")]
    [TestCase("host:0")]
    [TestCase("a b")]
    public void Other_addresses_are_not(string text) => Assert.That(BrokerAddress.TryParse(text, false, out _), Is.False);
}
