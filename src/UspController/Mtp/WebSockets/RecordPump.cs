using System.Buffers;
using System.Net.WebSockets;

namespace UspController.Mtp.WebSockets;

/// <summary>Reads a connection's frames, puts records together and hands them on, one after the other.</summary>
/// <param name="maxBytes">Of one record.</param>
internal sealed class RecordPump(RecordIntake intake, int maxBytes, TimeProvider time)
{
    private const int FirstBytes = 4096;

    /// <summary>From a record's first frame to its last; and from the handshake to the record that says who it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs until the other side closes, or does what ends the connection.</summary>
    /// <returns>What to close with.</returns>
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="OperationCanceledException">Stopped, or the agent took too long.</exception>
    public async Task<(WebSocketCloseStatus Status, string Why)> RunAsync(AgentSocket agent, WebSocket socket, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Nothing is kept for an agent that rests: the first read waits without a buffer.
            var first = await WithinAsync(
                agent.EndpointId is null, token => socket.ReceiveAsync(Memory<byte>.Empty, token), cancellationToken);
            switch (first.MessageType)
            {
                case WebSocketMessageType.Close:
                    return (WebSocketCloseStatus.NormalClosure, "");
                case WebSocketMessageType.Text:
                    // R-WS.14, R-WS.16
                    return (WebSocketCloseStatus.InvalidMessageType, "USP records are binary");
            }

            var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBytes, maxBytes));
            try
            {
                var length = 0;
                if (!first.EndOfMessage)
                {
                    (buffer, length) = await WithinAsync(true, token => ReadAsync(socket, buffer, token), cancellationToken);
                }

                if (length < 0)
                {
                    return socket.State == WebSocketState.CloseReceived
                        ? (WebSocketCloseStatus.NormalClosure, "")
                        : (WebSocketCloseStatus.MessageTooBig, $"a record has at most {maxBytes} bytes");
                }

                if (agent.Wire is { IsOn: true } wire)
                {
                    wire.Received(buffer.AsMemory(0, length), "websocket", agent.Path, agent.RemoteAddress);
                }

                // While the agent's mailbox is full nothing more is read, and TCP tells the agent.
                await intake.TakeAsync(new ReadOnlySequence<byte>(buffer, 0, length), agent, wait: true, cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            if (agent.IsUnreadable)
            {
                // R-WS.16
                return (WebSocketCloseStatus.InvalidMessageType, "no USP record");
            }
        }
    }

    /// <summary>The rest of a message in however many frames (R-WS.14b); -1: too long, or closed in the middle. The buffer may be another one.</summary>
    private async ValueTask<(byte[] Buffer, int Length)> ReadAsync(WebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var room = Math.Min(buffer.Length, maxBytes);
            if (length == room)
            {
                if (room == maxBytes)
                {
                    return (buffer, -1);
                }

                var larger = ArrayPool<byte>.Shared.Rent(Math.Min(maxBytes, room * 2));
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
                continue;
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(length, room - length), cancellationToken);
            length += read.Count;
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return (buffer, -1);
            }

            if (read.EndOfMessage)
            {
                return (buffer, length);
            }
        }
    }

    private async ValueTask<T> WithinAsync<T>(bool isLimited, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        if (!isLimited)
        {
            return await read(cancellationToken);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await read(either.Token);
    }
}
