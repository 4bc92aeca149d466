using System.Net.WebSockets;
using UspController.Mtp.Embedded;
using UspController.Wire;

namespace UspController.Mtp.WebSockets;

/// <summary>One WebSocket connection: at most one agent, and that one for as long as it lasts.</summary>
/// <param name="path">What was asked for, for the recorder.</param>
internal sealed class AgentSocket(
    SocketRegistry registry, WebSocket socket, long connection, ConnectDecision.Welcome welcome, string? remote, string path, TimeProvider time)
    : IAgentConnection, IDisposable
{
    public const string WayName = "usp-websocket";

    /// <summary>An agent that does not read for that long is gone, or as good as gone.</summary>
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _endpointId = welcome.EndpointId;

    public long Connection => connection;

    public ContactTrust Trust => welcome.Trust;

    /// <summary>What it has proved to this server; see <see cref="ConnectDecision.Welcome.Standing"/>.</summary>
    public ContactTrust Standing => welcome.Standing;

    public DeviceId? Owner => welcome.Owner;

    public string Way => WayName;

    public string Mechanism => welcome.Mechanism;

    public string? RemoteAddress => remote;

    public string Path => path;

    /// <summary>Null until the agent has said who it is.</summary>
    public string? EndpointId => _endpointId;

    /// <summary>The last record could not be taken apart (TR-369 R-WS.16).</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Completed when the connection is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Null: nothing is ever recorded.</summary>
    public UspWire? Wire { get; init; }

    public ValueTask<IAgentConnection?> ClaimAsync(string endpointId, CancellationToken cancellationToken) =>
        _endpointId is { } own && own != endpointId ? ValueTask.FromResult<IAgentConnection?>(null)
        : registry.IsHeldBy(this, endpointId) ? ValueTask.FromResult<IAgentConnection?>(this)
        : registry.ClaimAsync(this, endpointId, cancellationToken);

    /// <summary>Called by the registry once the claim is checked. False: it is somebody else already, or its certificate is.</summary>
    public bool Bind(string endpointId) =>
        welcome.Certificate?.Allows(endpointId) is not false && (Interlocked.CompareExchange(ref _endpointId, endpointId, null) ?? endpointId) == endpointId;

    public void Unreadable(string reason) => IsUnreadable = reason is "unparsable-record" or "unparsable-message" or "no-record-type";

    public async ValueTask<bool> SendAsync(byte[] record, CancellationToken cancellationToken)
    {
        if (_endpointId is not { } endpointId || !registry.IsHeldBy(this, endpointId))
        {
            return false;
        }

        if (Wire is { IsOn: true } wire)
        {
            wire.Sent(record, "websocket", path, endpointId, remote);
        }

        return await DoAsync(
            // R-WS.14, R-WS.14a: one binary frame.
            token => socket.SendAsync(record.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, token).AsTask(), SendPatience, cancellationToken);
    }

    /// <summary>Says good-bye. The other side has a moment to answer, then the connection is cut.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        if (await SayCloseAsync(status, why))
        {
            await Ended.WaitAsync(ClosePatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        socket.Abort();
    }

    /// <summary>
    /// RFC 6455 §7.1.1: a Close frame each way, then TCP ends. What the agent still sends is read and thrown away, since a connection
    /// with unread bytes is reset, and a reset can overtake the Close frame. Only for whoever reads from the connection.
    /// </summary>
    /// <exception cref="WebSocketException">It is gone already.</exception>
    /// <exception cref="OperationCanceledException">It does not answer.</exception>
    public async Task EndAsync(WebSocketCloseStatus status, string why)
    {
        if (!await SayCloseAsync(status, why))
        {
            return;
        }

        using var patience = new CancellationTokenSource(ClosePatience, time);
        var waste = new byte[4096];
        while (socket.State == WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(waste.AsMemory(), patience.Token);
        }
    }

    public void Dispose()
    {
        registry.Leave(this);
        _ended.TrySetResult();
        socket.Dispose();
    }

    private async Task<bool> SayCloseAsync(WebSocketCloseStatus status, string why) =>
        socket.State is WebSocketState.Open or WebSocketState.CloseReceived
        && await DoAsync(token => socket.CloseOutputAsync(status, why, token), ClosePatience, CancellationToken.None);

    private async Task<bool> DoAsync(Func<CancellationToken, Task> send, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _gate.WaitAsync(either.Token);
            try
            {
                await send(either.Token);
                return true;
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Gone, or it does not read. Half a frame may be out: nothing can follow it.
            socket.Abort();
            return false;
        }
    }
}
