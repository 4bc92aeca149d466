using Google.Protobuf;
using Usp.Messages;
using Usp.Records;

namespace CpeSimulator.Usp;

/// <summary>USP records without session context, as the agent writes and reads them.</summary>
internal static class Records
{
    private const string Version = "1.3";

    public static byte[] Message(GatewayOptions options, Msg message) => Envelope(options, r =>
        r.NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() });

    public static byte[] Connect(GatewayOptions options) => Envelope(options, r => r.MqttConnect = new MQTTConnectRecord
    {
        Version = options.Mqtt311 ? MQTTConnectRecord.Types.MQTTVersion.V311 : MQTTConnectRecord.Types.MQTTVersion.V5,
        SubscribedTopic = options.AgentTopic,
    });

    public static byte[] WebSocketConnect(GatewayOptions options) => Envelope(options, r => r.WebsocketConnect = new WebSocketConnectRecord());

    /// <summary>Null: dropped without a word, as the reference agent drops what is not for it or not readable.</summary>
    public static Msg? Read(GatewayOptions options, byte[] payload)
    {
        try
        {
            var record = Record.Parser.ParseFrom(payload);
            if (record.ToId != options.EndpointId || record.FromId != options.ControllerId ||
                record.RecordTypeCase != Record.RecordTypeOneofCase.NoSessionContext)
            {
                return null;
            }

            var message = Msg.Parser.ParseFrom(record.NoSessionContext.Payload);
            return message.Header is null ? null : message;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static byte[] Envelope(GatewayOptions options, Action<Record> fill)
    {
        var record = new Record { Version = Version, ToId = options.ControllerId, FromId = options.EndpointId };
        fill(record);
        return record.ToByteArray();
    }
}
