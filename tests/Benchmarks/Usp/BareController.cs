using System.Globalization;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Usp.Messages;
using Usp.Records;

namespace Benchmarks.Usp;

/// <summary>
/// <c>usp-bare PORT</c>, for <c>usp --mosquitto</c>: a subscriber in a process of its own that answers every Notify at once and knows, checks and
/// keeps nothing. No controller on the same client library is faster.
/// </summary>
internal static class BareController
{
    public const string Command = "usp-bare";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var port = int.Parse(arguments.Subject("a port"), CultureInfo.InvariantCulture);
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += args =>
        {
            var record = Record.Parser.ParseFrom(args.ApplicationMessage.Payload);
            var asked = Msg.Parser.ParseFrom(record.NoSessionContext.Payload);
            _ = client.PublishAsync(new MqttApplicationMessage
            {
                Topic = args.ApplicationMessage.ResponseTopic,
                ContentType = "usp.msg",
                PayloadSegment = Answer(record, asked).ToByteArray(),
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            });
            return Task.CompletedTask;
        };
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithCleanStart().Build());
        await client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter(UspLoadAgent.ControllerTopic, MqttQualityOfServiceLevel.AtLeastOnce).Build());
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static Record Answer(Record record, Msg asked) => new()
    {
        Version = record.Version,
        FromId = record.ToId,
        ToId = record.FromId,
        NoSessionContext = new NoSessionContextRecord
        {
            Payload = new Msg
            {
                Header = new Header { MsgId = asked.Header.MsgId, MsgType = Header.Types.MsgType.NotifyResp },
                Body = new Body { Response = new Response { NotifyResp = new NotifyResp { SubscriptionId = asked.Body.Request.Notify.SubscriptionId } } },
            }.ToByteString(),
        },
    };
}
