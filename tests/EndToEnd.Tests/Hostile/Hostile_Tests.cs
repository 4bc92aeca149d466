using System.Net;
using System.Net.Sockets;
using System.Text;
using CpeSimulator;
using CpeSimulator.DataModels;
using MQTTnet;
using MQTTnet.Protocol;

namespace EndToEnd.Tests.Hostile;

/// <summary>What hostile input gets: a clear error in its protocol's own terms, while everybody else is served.</summary>
[TestFixture]
internal sealed class Hostile_Tests
{
    private static readonly string[] Bodies =
    [
        "<not xml",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body/></soap:Envelope>",
        new string('A', 100_000),
        "\0\0\0\0",
    ];

    [Test]
    public async Task Hostile_SOAP_is_answered_with_an_error_and_nobody_else_notices()
    {
        await using var acs = await TestAcs.StartAsync();
        using var client = new HttpClient { BaseAddress = acs.Addresses.Cwmp };
        foreach (var body in Bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "text/xml");
            using var response = await client.PostAsync(new Uri("/", UriKind.Relative), content);
            Assert.That((int)response.StatusCode, Is.InRange(400, 499), body[..Math.Min(body.Length, 40)]);
        }

        using var endless = new StringContent("<a>" + new string('x', 40_000_000), Encoding.UTF8, "text/xml");
        var status = await StatusAsync(client, endless);
        Assert.That(status, Is.Null.Or.InRange(400, 499), "an endless body is cut off or refused");
        await ServedAsync(acs, ManagementProtocol.Cwmp);
    }

    [Test]
    public async Task A_hostile_agent_is_ignored_and_nobody_else_notices()
    {
        await using var acs = await TestAcs.StartAsync();
        var factory = new MqttClientFactory();
        using var hostile = factory.CreateMqttClient();
        await hostile.ConnectAsync(factory.CreateClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", acs.Addresses.Mqtt.Port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithClientId("hostile")
            .WithUserProperty("usp-endpoint-id", Encoding.UTF8.GetBytes("os::BAD000-1"))
            .Build());
        foreach (var payload in (byte[][])[[], [0xff], Encoding.UTF8.GetBytes("hello"), new byte[500_000], [0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f]])
        {
            await hostile.PublishAsync(factory.CreateApplicationMessageBuilder()
                .WithTopic("usp/controller/acs").WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce).Build());
        }

        await ServedAsync(acs, ManagementProtocol.Usp);
    }

    [Test]
    public async Task An_API_call_without_a_key_or_with_nonsense_gets_a_problem()
    {
        await using var acs = await TestAcs.StartAsync();
        using var stranger = new HttpClient { BaseAddress = acs.Api.BaseAddress };
        using var refused = await stranger.GetAsync(new Uri("devices", UriKind.Relative));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(refused.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));

        using var nonsense = new StringContent("{\"name\":", Encoding.UTF8, "application/json");
        using var bad = await acs.Api.PostAsync(new Uri("campaigns", UriKind.Relative), nonsense);
        Assert.That(bad.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(bad.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    private static async Task<int?> StatusAsync(HttpClient client, HttpContent content)
    {
        try
        {
            using var response = await client.PostAsync(new Uri("/", UriKind.Relative), content);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException exception) when (exception.InnerException is IOException or SocketException)
        {
            return null;
        }
    }

    private static async Task ServedAsync(TestAcs acs, ManagementProtocol protocol)
    {
        await using var gateway = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = "HONEST" });
        await Eventually.TrueAsync(async () => await acs.ConvergenceAsync(gateway.Id) is "unmanaged" or "converged", "an honest gateway is served");
    }
}
