using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using CpeSimulator.DataModels;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Usp.Messages;
using Usp.Records;

namespace CpeSimulator.Tests.Usp;

/// <summary>A broker and a bare controller beside it.</summary>
internal sealed class TestController : IAsyncDisposable
{
    private readonly MqttServer _broker;
    private readonly IMqttClient _client;
    private int _last;

    private TestController(MqttServer broker, IMqttClient client, int port)
    {
        _broker = broker;
        _client = client;
        Port = port;
    }

    public int Port { get; }

    public ConcurrentQueue<Msg> Messages { get; } = new();

    public ConcurrentQueue<Record> Connects { get; } = new();

    public IEnumerable<Notify> Notifies => Messages.Where(m => m.Body.Request?.Notify is not null).Select(m => m.Body.Request.Notify);

    /// <summary>False: notifications are left without an answer.</summary>
    public bool Answers { get; set; } = true;

    public static async Task<TestController> StartAsync()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        await broker.StartAsync();
        var client = new MqttClientFactory().CreateMqttClient();
        var controller = new TestController(broker, client, port);
        client.ApplicationMessageReceivedAsync += controller.ReceiveAsync;
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        await client.SubscribeAsync("usp/controller/acs/#", MqttQualityOfServiceLevel.AtLeastOnce);
        return controller;
    }

    /// <summary>Sends a request and waits for what answers it.</summary>
    public async Task<Body> AskAsync(Gateway gateway, Header.Types.MsgType type, Request request)
    {
        var id = "t" + Interlocked.Increment(ref _last);
        await SendAsync(gateway, new Msg { Header = new Header { MsgId = id, MsgType = type }, Body = new Body { Request = request } });
        await Eventually.Becomes(() => Messages.Any(m => m.Header.MsgId == id), "answer to " + type);
        return Messages.First(m => m.Header.MsgId == id).Body;
    }

    public Task SendAsync(Gateway gateway, Msg message)
    {
        var record = new Record
        {
            Version = "1.3",
            ToId = gateway.Options.EndpointId,
            FromId = "proto::acs",
            NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() },
        };
        return _client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic(gateway.Options.AgentTopic).WithPayload(record.ToByteArray()).WithResponseTopic("usp/controller/acs")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
    }

    public Gateway Agent(Func<GatewayOptions, GatewayOptions>? change = null)
    {
        var options = new GatewayOptions
        {
            SerialNumber = "U1",
            Protocol = ManagementProtocol.Usp,
            MqttPort = Port,
            RebootTime = TimeSpan.FromMilliseconds(20),
            RetryWait = TimeSpan.FromMilliseconds(50),
            ValueChangePolling = TimeSpan.FromMilliseconds(50),
        };
        return new Gateway(change?.Invoke(options) ?? options);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
        await _broker.StopAsync();
        _broker.Dispose();
    }

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var record = Record.Parser.ParseFrom(received.ApplicationMessage.Payload.ToArray());
        if (record.RecordTypeCase == Record.RecordTypeOneofCase.MqttConnect)
        {
            Connects.Enqueue(record);
            return;
        }

        var message = Msg.Parser.ParseFrom(record.NoSessionContext.Payload);
        Messages.Enqueue(message);
        if (Answers && message.Body.Request?.Notify is { SendResp: true } notify)
        {
            var answer = new Record
            {
                Version = "1.3",
                ToId = record.FromId,
                FromId = record.ToId,
                NoSessionContext = new NoSessionContextRecord
                {
                    Payload = new Msg
                    {
                        Header = new Header { MsgId = message.Header.MsgId, MsgType = Header.Types.MsgType.NotifyResp },
                        Body = new Body { Response = new Response { NotifyResp = new NotifyResp { SubscriptionId = notify.SubscriptionId } } },
                    }.ToByteString(),
                },
            };
            await _client.PublishAsync(new MqttApplicationMessageBuilder()
                .WithTopic("usp/agent/" + record.FromId).WithPayload(answer.ToByteArray()).Build());
        }
    }
}
