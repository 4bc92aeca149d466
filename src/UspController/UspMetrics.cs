using System.Diagnostics.Metrics;

namespace UspController;

/// <summary>The meter <c>Acs.Usp</c>.</summary>
internal sealed class UspMetrics
{
    public const string MeterName = "Acs.Usp";

    private readonly Meter _meter;
    private Func<IEnumerable<Measurement<long>>>? _count;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _logins;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _handshakes;
    private readonly UpDownCounter<long> _sockets;

    public UspMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(MeterName);
        _received = meter.CreateCounter<long>("acs.usp.records.received", "{record}", "Records read.");
        _dropped = meter.CreateCounter<long>("acs.usp.records.dropped", "{record}", "Records and messages not used, by reason.");
        _acknowledged = meter.CreateCounter<long>("acs.usp.notifies.acknowledged", "{notify}", "NotifyResp sent.");
        _sent = meter.CreateCounter<long>("acs.usp.messages.sent", "{message}", "Messages sent to agents.");
        _timeouts = meter.CreateCounter<long>("acs.usp.requests.timeouts", "{request}", "Requests that no agent answered.");
        _logins = meter.CreateCounter<long>("acs.usp.mqtt.logins", "{login}", "MQTT connects to the embedded broker, by result.");
        _connections = meter.CreateUpDownCounter<long>("acs.usp.mqtt.connections", "{connection}", "TCP connections of the embedded broker.");
        _handshakes = meter.CreateCounter<long>("acs.usp.websocket.logins", "{login}", "WebSocket handshakes of agents, by result.");
        _sockets = meter.CreateUpDownCounter<long>("acs.usp.websocket.connections", "{connection}", "WebSocket connections with agents, whoever called.");
    }

    /// <summary>When the certificate that agents see ends, in seconds since 1970.</summary>
    public void TellCertificateEnd(Func<DateTimeOffset> end) => _meter.CreateObservableGauge(
        "acs.usp.mqtt.certificate.end", () => end().ToUnixTimeSeconds(), "s", "End of the embedded broker's certificate, seconds since 1970.");

    /// <param name="result">What came of a WebSocket handshake: the trust that it brought, or why it was refused.</param>
    public void WebSocketLogin(string result) => _handshakes.Add(1, new KeyValuePair<string, object?>("result", result));

    public void WebSocket(int change) => _sockets.Add(change);

    /// <summary>Counts agents when asked for, by state.</summary>
    public void TellAgents(Func<IEnumerable<Measurement<long>>> count)
    {
        if (Interlocked.Exchange(ref _count, count) is null)
        {
            _meter.CreateObservableGauge("acs.usp.agents", () => Volatile.Read(ref _count)!(), "{agent}", "Agents that this node can speak to, by state.");
        }
    }

    public void Received() => _received.Add(1);

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Acknowledged() => _acknowledged.Add(1);

    public void Sent() => _sent.Add(1);

    public void TimedOut() => _timeouts.Add(1);

    public void Login(string result) => _logins.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Connection(int change) => _connections.Add(change);
}
