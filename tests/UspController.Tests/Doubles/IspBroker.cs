using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace UspController.Tests.Doubles;

/// <summary>A real MQTT broker in this process, which tells what a client sends before it is a message: Mosquitto keeps that to itself.</summary>
internal sealed class IspBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private IspBroker(MqttServer server, int port) => (_server, Port) = (server, port);

    public int Port { get; }

    /// <summary>In order: CONNECT packets, filters, ends.</summary>
    public ConcurrentQueue<ValidatingConnectionEventArgs> Connects { get; } = new();

    public ConcurrentQueue<string> Filters { get; } = new();

    public ConcurrentQueue<MqttClientDisconnectType> Ends { get; } = new();

    public ConcurrentQueue<MqttApplicationMessage> Published { get; } = new();

    /// <summary>Told in each CONNACK.</summary>
    public string? ResponseInformation { get; init; }

    public IReadOnlyList<string> SubscribeTopics { get; init; } = [];

    public bool RefusesSubscriptions { get; init; }

    public static async Task<IspBroker> StartAsync(string? responseInformation = null, IReadOnlyList<string>? subscribeTopics = null, bool refusesSubscriptions = false)
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var factory = new MqttServerFactory();
        var broker = new IspBroker(
            factory.CreateMqttServer(factory.CreateServerOptionsBuilder()
                .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build()),
            port)
        {
            ResponseInformation = responseInformation, SubscribeTopics = subscribeTopics ?? [], RefusesSubscriptions = refusesSubscriptions,
        };
        broker._server.ValidatingConnectionAsync += broker.OnConnectAsync;
        broker._server.InterceptingSubscriptionAsync += broker.OnSubscribeAsync;
        broker._server.InterceptingPublishAsync += broker.OnPublishAsync;
        broker._server.InterceptingOutboundPacketAsync += broker.OnSendingAsync;
        broker._server.ClientDisconnectedAsync += broker.OnEndAsync;
        await broker._server.StartAsync();
        return broker;
    }

    /// <summary>Throws a client out.</summary>
    public Task ThrowOutAsync(string clientId) => _server.DisconnectClientAsync(clientId, MqttDisconnectReasonCode.AdministrativeAction);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }

    private Task OnConnectAsync(ValidatingConnectionEventArgs args)
    {
        Connects.Enqueue(args);
        args.ResponseUserProperties = [.. SubscribeTopics.Select(t => new MqttUserProperty("subscribe-topic", Encoding.UTF8.GetBytes(t)))];
        return Task.CompletedTask;
    }

    /// <summary>The server's library knows the property and has no other place for it.</summary>
    private Task OnSendingAsync(InterceptingPacketEventArgs args)
    {
        if (args.Packet is MqttConnAckPacket welcome && Connects.Any(c => c.ClientId == args.ClientId && c.RequestResponseInformation))
        {
            welcome.ResponseInformation = ResponseInformation;
        }

        return Task.CompletedTask;
    }

    private Task OnSubscribeAsync(InterceptingSubscriptionEventArgs args)
    {
        Filters.Enqueue(args.TopicFilter.Topic);
        args.ProcessSubscription = !RefusesSubscriptions;
        args.Response.ReasonCode = RefusesSubscriptions ? MqttSubscribeReasonCode.NotAuthorized : MqttSubscribeReasonCode.GrantedQoS1;
        return Task.CompletedTask;
    }

    private Task OnPublishAsync(InterceptingPublishEventArgs args)
    {
        Published.Enqueue(args.ApplicationMessage);
        return Task.CompletedTask;
    }

    private Task OnEndAsync(ClientDisconnectedEventArgs args)
    {
        Ends.Enqueue(args.DisconnectType);
        return Task.CompletedTask;
    }
}
