using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Options;
using MQTTnet;
using Provisioning.Wire;
using Usp.Messages;
using Usp.Records;
using UspController.Messages;

namespace UspController.Wire;

/// <summary>Records what agents publish and are sent: topic, quality, properties, the record's bytes and what they say.</summary>
internal sealed class UspWire(WireRules rules, WireRecorder recorder, IOptions<WireOptions> options, TimeProvider time)
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    public bool IsOn => rules.IsOn;

    public void Received(MqttApplicationMessage message, string? remote) =>
        Record(message.Payload, "mqtt", message.Topic, Headers(message), ConversationDirection.FromDevice, null, remote);

    public void Sent(MqttApplicationMessage message, string? endpointId, string? remote) =>
        Record(message.Payload, "mqtt", message.Topic, Headers(message), ConversationDirection.ToDevice, endpointId, remote);

    /// <summary>Of a transport without topics.</summary>
    /// <param name="line">Where it was asked for.</param>
    public void Received(ReadOnlyMemory<byte> record, string transport, string line, string? remote) =>
        Record(new ReadOnlySequence<byte>(record), transport, line, [], ConversationDirection.FromDevice, null, remote);

    public void Sent(ReadOnlyMemory<byte> record, string transport, string line, string? endpointId, string? remote) =>
        Record(new ReadOnlySequence<byte>(record), transport, line, [], ConversationDirection.ToDevice, endpointId, remote);

    private void Record(
        ReadOnlySequence<byte> payload,
        string transport,
        string line,
        List<WireField> headers,
        ConversationDirection direction,
        string? endpointId,
        string? remote)
    {
        var at = time.GetUtcNow();
        var kept = (int)Math.Min(payload.Length, options.Value.MaxMessageBytes);
        var bytes = payload.Slice(0, kept).ToArray();
        var cut = payload.Length - kept;
        recorder.Offer(new WireDraft(null, bytes.Length, () =>
        {
            var (agent, summary, text, note) = Read(bytes, direction);
            return new WireRecord(null, endpointId ?? agent, new WireExchange
            {
                Protocol = Protocols.Usp,
                At = at,
                Remote = remote,
                Summary = direction == ConversationDirection.ToDevice ? $"→ {summary}" : summary,
                Facts = [new WireField("transport", transport)],
                Request = new WireMessage
                {
                    Direction = direction,
                    Line = line,
                    Headers = headers,
                    Body = bytes,
                    Text = text,
                    Note = cut > 0 ? $"{cut} bytes more are not kept." : note,
                },
            });
        }));
    }

    private static List<WireField> Headers(MqttApplicationMessage message)
    {
        List<WireField> headers =
        [
            new("QoS", ((int)message.QualityOfServiceLevel).ToString()),
            new("Retain", message.Retain ? "1" : "0"),
        ];
        Add("Content-Type", message.ContentType);
        Add("Response-Topic", message.ResponseTopic);
        Add("Correlation-Data", message.CorrelationData is { Length: > 0 } data ? Convert.ToHexStringLower(data) : null);
        foreach (var property in message.UserProperties ?? [])
        {
            headers.Add(new WireField(property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span)));
        }

        return headers;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                headers.Add(new WireField(name, value));
            }
        }
    }

    /// <summary>Who, in a line, in full. The secrets in <paramref name="bytes"/> are blotted out.</summary>
    private static (string? Agent, string Summary, string? Text, string? Note) Read(byte[] bytes, ConversationDirection direction)
    {
        try
        {
            var record = Usp.Records.Record.Parser.ParseFrom(bytes);
            var agent = direction == ConversationDirection.FromDevice ? record.FromId : record.ToId;
            var payloads = Payloads(record).Where(p => p.Length > 0).ToList();
            var note = payloads.Exists(p => !Mask(bytes, p)) ? "What is no message, or a part of one, is not kept: it may hold secrets." : null;
            record = Usp.Records.Record.Parser.ParseFrom(bytes);
            var messages = Payloads(record).Select(Message).OfType<Msg>().ToList();
            var text = string.Join("\n", [Json.Format(record), .. messages.Select(m => Json.Format(m))]);
            var summary = messages.Count > 0 ? MessageSummary.Of(messages[0]) : record.RecordTypeCase.ToString();
            return (agent.Length == 0 ? null : agent, summary, text, note);
        }
        catch (InvalidProtocolBufferException e)
        {
            return (null, "(no USP record)", null, e.Message);
        }
    }

    private static RepeatedField<ByteString> Payloads(Record record) => record.RecordTypeCase switch
    {
        Usp.Records.Record.RecordTypeOneofCase.NoSessionContext => [record.NoSessionContext.Payload],
        Usp.Records.Record.RecordTypeOneofCase.SessionContext when record.PayloadSecurity == Usp.Records.Record.Types.PayloadSecurity.Plaintext =>
            record.SessionContext.Payload,
        _ => [],
    };

    private static Msg? Message(ByteString payload)
    {
        try
        {
            return Msg.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The payload stands in the record as it is: found there, it is masked there.</summary>
    private static bool Mask(byte[] record, ByteString payload)
    {
        var at = record.AsSpan().IndexOf(payload.Span);
        if (at < 0)
        {
            return true;
        }

        var place = record.AsSpan(at, payload.Length);
        if (ProtobufSecrets.Mask(place, Msg.Descriptor))
        {
            return true;
        }

        place.Fill((byte)'*');
        return false;
    }
}
