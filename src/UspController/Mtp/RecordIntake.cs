using System.Buffers;
using Microsoft.Extensions.Logging;
using UspController.Agents;
using UspController.Records;

namespace UspController.Mtp;

/// <summary>Where bytes from any transport become mail for an agent's session. Nothing that comes in makes it throw.</summary>
internal sealed partial class RecordIntake(RecordReader reader, AgentDirectory agents, UspMetrics metrics, string ownId, ILogger logger)
{
    /// <param name="wait">Wait while the agent's mailbox is full; else the record is dropped, and the agent repeats what matters.</param>
    public async ValueTask TakeAsync(ReadOnlySequence<byte> bytes, IAgentConnection connection, bool wait, CancellationToken cancellationToken)
    {
        metrics.Received();
        var record = bytes.IsSingleSegment ? reader.Read(bytes.FirstSpan) : reader.Read(bytes.ToArray());
        var from = record switch
        {
            ReceivedRecord.Message message => message.From,
            ReceivedRecord.InSession session => session.From,
            ReceivedRecord.Connected connected => connected.From,
            ReceivedRecord.Disconnected disconnected => disconnected.From,
            ReceivedRecord.Answered answered => answered.From,
            ReceivedRecord.Rejected rejected => rejected.From,
            _ => null,
        };
        if (record is ReceivedRecord.Rejected bad)
        {
            Drop(bad.Reason, from, connection);
            return;
        }

        if (await connection.ClaimAsync(from!, cancellationToken) is not { } link)
        {
            Drop("foreign-from-id", from, connection);
            return;
        }

        switch (record)
        {
            case ReceivedRecord.Message message:
                await PostAsync(new AgentMail(new AgentInput.Received(message.Msg), link, message.Size));
                break;
            case ReceivedRecord.InSession session:
                await PostAsync(new AgentMail(new AgentInput.Recorded(session.Record), link, session.Size));
                break;
            case ReceivedRecord.Connected:
                agents.Post(from!, new AgentMail(new AgentInput.Connected(link.Connection), link));
                break;
            case ReceivedRecord.Disconnected disconnected:
                Log.Disconnected(logger, disconnected.From, disconnected.Code, Bounded(disconnected.Reason));
                agents.Find(from!)?.Post(new AgentMail(new AgentInput.Detached(disconnected.Code), link));
                break;
            case ReceivedRecord.Answered answered:
                // TR-369 R-MTP.5
                Drop(answered.Reason, from, connection);
                await link.SendAsync(
                    RecordWriter.Write(answered.Error, ProtocolVersion.Default, ownId, answered.From), cancellationToken);
                break;
        }

        async ValueTask PostAsync(AgentMail mail)
        {
            if (!await agents.PostMessageAsync(from!, mail, wait, cancellationToken))
            {
                Drop("overflow", from, connection);
            }
        }
    }

    public void Drop(string reason, string? from, IAgentLink connection)
    {
        metrics.Dropped(reason);
        Log.Dropped(logger, reason, from ?? "?", connection.RemoteAddress ?? "?");
    }

    private static string Bounded(string text) => text.Length <= 200 ? text : text[..200];

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "Record dropped ({Reason}) from {EndpointId} at {RemoteAddress}")]
        public static partial void Dropped(ILogger logger, string reason, string endpointId, string remoteAddress);

        [LoggerMessage(21, LogLevel.Information, "Agent {EndpointId} disconnects: {Code} {Reason}")]
        public static partial void Disconnected(ILogger logger, string endpointId, uint code, string reason);
    }
}
