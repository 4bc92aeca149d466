using System.Collections.Concurrent;
using System.Net.WebSockets;
using Google.Protobuf;
using Usp.Messages;
using Usp.Records;

namespace UspController.Tests.Doubles;

/// <summary>A gateway at one end of a WebSocket, whoever opened it: hears requests and answers them.</summary>
internal sealed class AgentVoice(Gateway gateway)
{
    public ConcurrentQueue<Msg> Received { get; } = new();

    public IEnumerable<string> Acknowledged => Received.Where(m => m.Body?.Response?.NotifyResp is not null).Select(m => m.Header.MsgId);

    /// <summary>With what the controller closed.</summary>
    public TaskCompletionSource<(WebSocketCloseStatus? Status, string? Why)> Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads, answers, and closes when the controller does.</summary>
    public async Task RunAsync(WebSocket socket)
    {
        try
        {
            var buffer = new byte[1 << 20];
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                var length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += result.Count;
                }
                while (!result.EndOfMessage);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    Closed.TrySetResult((socket.CloseStatus, socket.CloseStatusDescription));
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                    return;
                }

                var record = Record.Parser.ParseFrom(buffer.AsSpan(0, length));
                var message = Msg.Parser.ParseFrom(record.NoSessionContext.Payload);
                Received.Enqueue(message);
                if (gateway.Answer(message) is { } answer)
                {
                    await TellAsync(socket, answer);
                }
            }
        }
        catch (WebSocketException e)
        {
            Closed.TrySetResult((null, e.Message));
        }
        catch (ObjectDisposedException)
        {
            Closed.TrySetResult((null, "disposed"));
        }
    }

    public Task GreetAsync(WebSocket socket) => SendAsync(socket, Write(r => r.WebsocketConnect = new WebSocketConnectRecord()));

    public Task TellAsync(WebSocket socket, Msg message, string? from = null) => SendAsync(socket, Write(r =>
    {
        r.NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() };
        r.FromId = from ?? r.FromId;
    }));

    public byte[] Write(Action<Record> fill)
    {
        var record = new Record { Version = "1.3", FromId = gateway.EndpointId, ToId = "proto::acs" };
        fill(record);
        return record.ToByteArray();
    }

    private static Task SendAsync(WebSocket socket, byte[] record) =>
        socket.SendAsync(record, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
}
