using MQTTnet;

namespace UspController.Mtp.External;

/// <summary>What the broker lets this client do, from its CONNACK. New with each connection.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing; and disposed under those that wait, it would throw at them.
internal sealed class BrokerLimits
#pragma warning restore CA1001
{
    /// <summary>Of a packet beside its payload and topics: header, properties' names and lengths.</summary>
    private const int Overhead = 128;

    private readonly SemaphoreSlim _window;
    private readonly uint _maxPacket;

    public BrokerLimits(MqttClientConnectResult result)
    {
        // MQTT 5.0 §3.2.2.3.3: without the property 65535.
        _window = new SemaphoreSlim(result.ReceiveMaximum is { } most and > 0 ? most : ushort.MaxValue);
        // §3.2.2.3.6: whoever sends more is disconnected, and with it every agent.
        _maxPacket = result.MaximumPacketSize is { } size and > 0 ? size : uint.MaxValue;
    }

    public bool Fits(MqttApplicationMessage message) =>
        message.Payload.Length + message.Topic.Length + (message.ResponseTopic?.Length ?? 0) + Overhead <= _maxPacket;

    /// <summary>Waits for a place among the messages that the broker has not acknowledged ([MQTT-3.3.4-7]).</summary>
    public async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        return new Place(_window);
    }

    internal readonly record struct Place(SemaphoreSlim Window) : IDisposable
    {
        public void Dispose() => Window.Release();
    }
}
