using Google.Protobuf;
using Usp.Messages;
using Usp.Records;
using UspController.Messages;
using UspController.Sessions;

namespace UspController.Records;

/// <summary>Takes bytes of an MTP apart. Whatever they are, it returns and does not throw.</summary>
/// <param name="verify">What is wrong with a record's signature, in a few words; null: nothing.</param>
internal sealed class RecordReader(string ownId, SessionMode sessions = SessionMode.Allow, Func<Record, string?>? verify = null)
{
    public ReceivedRecord Read(ReadOnlySpan<byte> bytes)
    {
        Record record;
        try
        {
            record = Record.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ReceivedRecord.Rejected("unparsable-record");
        }

        // TR-369 R-E2E.1
        if (record.ToId != ownId)
        {
            return new ReceivedRecord.Rejected("foreign-to-id", Displayable(record.FromId));
        }

        if (!EndpointId.IsValid(record.FromId) || record.FromId == ownId)
        {
            return new ReceivedRecord.Rejected("bad-from-id");
        }

        // The version only sets expectations (TR-369 "Record Definition"): any is read.
        return record.RecordTypeCase switch
        {
            Record.RecordTypeOneofCase.NoSessionContext => ReadPlain(record),
            Record.RecordTypeOneofCase.SessionContext => sessions == SessionMode.Forbid
                ? ReadForbidden(record)
                : new ReceivedRecord.InSession(record.FromId, record, bytes.Length),
            Record.RecordTypeOneofCase.MqttConnect => new ReceivedRecord.Connected(record.FromId, record.MqttConnect.SubscribedTopic),
            Record.RecordTypeOneofCase.WebsocketConnect or Record.RecordTypeOneofCase.StompConnect or Record.RecordTypeOneofCase.UdsConnect
                => new ReceivedRecord.Connected(record.FromId, null),
            Record.RecordTypeOneofCase.Disconnect
                => new ReceivedRecord.Disconnected(record.FromId, record.Disconnect.ReasonCode, record.Disconnect.Reason),
            // TR-369 R-ENC.4
            _ => new ReceivedRecord.Rejected("no-record-type", record.FromId),
        };
    }

    internal static ReceivedRecord ReadMessage(string from, ReadOnlySpan<byte> payload)
    {
        Msg message;
        try
        {
            message = Msg.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ReceivedRecord.Rejected("unparsable-message", from);
        }

        if (message.Header is null)
        {
            return new ReceivedRecord.Rejected("no-header", from);
        }

        var complete = message.Body?.MsgBodyCase switch
        {
            Body.MsgBodyOneofCase.Request => message.Body.Request.ReqTypeCase != Request.ReqTypeOneofCase.None,
            Body.MsgBodyOneofCase.Response => message.Body.Response.RespTypeCase != Response.RespTypeOneofCase.None,
            Body.MsgBodyOneofCase.Error => true,
            _ => false,
        };
        if (complete)
        {
            return new ReceivedRecord.Message(from, message, payload.Length);
        }

        // TR-369 R-ENC.5: a oneof without its one. Only a request is answered, so that two endpoints never answer each other.
        return message.Body?.Request is not null || IsRequest(message.Header.MsgType)
            ? new ReceivedRecord.Answered("empty-body", from, ErrorMessage.Create(message.Header.MsgId, 7004, "The message has no body."))
            : new ReceivedRecord.Rejected("empty-body", from);
    }

    private ReceivedRecord ReadPlain(Record record)
    {
        var payload = record.NoSessionContext.Payload.Span;
        if (record.PayloadSecurity != Record.Types.PayloadSecurity.Plaintext)
        {
            // R-E2E.41: secured payloads travel in sessions.
            return Refuse("secured-without-session", record.FromId, payload, 7104, "A record without session context has no secured payload.");
        }

        // R-E2E.30
        return record.MacSignature.Length > 0 && verify?.Invoke(record) is { } wrong
            ? new ReceivedRecord.Rejected(wrong, record.FromId)
            : ReadMessage(record.FromId, payload);
    }

    /// <summary>Where sessions are not allowed: a request in the clear is told so (7106), the rest is ignored.</summary>
    private static ReceivedRecord ReadForbidden(Record record)
    {
        var session = record.SessionContext;
        var inTheClear = record.PayloadSecurity == Record.Types.PayloadSecurity.Plaintext
            && session.PayloadSarState == SessionContextRecord.Types.PayloadSARState.None
            && session.Payload.Count == 1;
        return inTheClear
            ? Refuse("session-context", record.FromId, session.Payload[0].Span, 7106, "Session Context is not allowed.")
            : new ReceivedRecord.Rejected("session-context", record.FromId);
    }

    /// <summary>TR-369 R-MTP.5: only a request whose message id can be read is answered.</summary>
    private static ReceivedRecord Refuse(string reason, string from, ReadOnlySpan<byte> payload, uint code, string text) =>
        ReadMessage(from, payload) is ReceivedRecord.Message { Msg: { Body.MsgBodyCase: Body.MsgBodyOneofCase.Request } request }
            ? new ReceivedRecord.Answered(reason, from, ErrorMessage.Create(request.Header.MsgId, code, text))
            : new ReceivedRecord.Rejected(reason, from);

    private static bool IsRequest(Header.Types.MsgType type) => type is
        Header.Types.MsgType.Get or Header.Types.MsgType.Notify or Header.Types.MsgType.Set or Header.Types.MsgType.Operate
        or Header.Types.MsgType.Add or Header.Types.MsgType.Delete or Header.Types.MsgType.GetSupportedDm
        or Header.Types.MsgType.GetInstances or Header.Types.MsgType.GetSupportedProto or Header.Types.MsgType.Register
        or Header.Types.MsgType.Deregister;

    private static string? Displayable(string id) => EndpointId.IsValid(id) ? id : null;
}
