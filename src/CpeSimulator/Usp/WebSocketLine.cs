using System.Net.WebSockets;
using System.Text;

namespace CpeSimulator.Usp;

/// <summary>The agent as a WebSocket client of its controller (TR-369 R-WS.5).</summary>
/// <param name="received">A record; the answer goes back over the connection.</param>
/// <param name="lost">The connection is gone.</param>
internal sealed class WebSocketLine(GatewayOptions options, Func<byte[], string?, Task> received, Action lost) : IUspLine
{
    private const int MaxRecordBytes = 16 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _gate = new(1);

    public bool IsConnected => _socket.State == WebSocketState.Open;

    public async Task OpenAsync(CancellationToken stop)
    {
        _socket.Options.AddSubProtocol("v1.usp");
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(30);
        if (options.Username is { Length: > 0 } user)
        {
            _socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")));
        }

        if (options.TrustsAnyServer)
        {
#pragma warning disable CA5359 // Labs have certificates of their own.
            _socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        await DoAsync(async () =>
        {
            // R-WS.10b
            var address = new UriBuilder(options.WebSocketUrl!) { Query = "eid=" + Uri.EscapeDataString(options.EndpointId) };
            await _socket.ConnectAsync(address.Uri, stop);
            if (_socket.SubProtocol != "v1.usp")
            {
                throw new WebSocketException("the controller does not speak v1.usp");
            }
        }, stop);
        _ = ReadAsync();
        await SendAsync(Records.WebSocketConnect(options), null, stop);
    }

    public Task SendAsync(byte[] record, string? replyTo, CancellationToken stop) => DoAsync(async () =>
    {
        await _gate.WaitAsync(stop);
        try
        {
            await _socket.SendAsync(record, WebSocketMessageType.Binary, endOfMessage: true, stop);
        }
        finally
        {
            _gate.Release();
        }
    }, stop);

    /// <summary>The reader ends by itself: it may be at an answer that takes its time.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync()
    {
        // Not on the caller's back: a controller may answer at once.
        await Task.Yield();
        var buffer = new byte[16 * 1024];
        try
        {
            using var record = new MemoryStream();
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType != WebSocketMessageType.Binary || record.Length + part.Count > MaxRecordBytes)
                {
                    break;
                }

                record.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    await received(record.ToArray(), null);
                    record.SetLength(0);
                }
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone: the agent connects again.
        }

        lost();
    }

    private static async Task DoAsync(Func<Task> act, CancellationToken stop)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or ObjectDisposedException or InvalidOperationException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new IOException(e.Message, e);
        }
    }
}
