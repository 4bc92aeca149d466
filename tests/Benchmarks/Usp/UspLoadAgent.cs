using System.Buffers;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Usp.Messages;
using Usp.Records;

namespace Benchmarks.Usp;

/// <summary>An agent that tells of changes as fast as it is heard, and denies whatever it is asked.</summary>
internal sealed class UspLoadAgent : IDisposable
{
    public const string ControllerTopic = "usp/controller/acs";

    private readonly string _endpointId;
    private readonly string _controllerId;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _told;
    private long _acknowledged;
    private volatile bool _running;

    public UspLoadAgent(string endpointId, string controllerId)
    {
        (_endpointId, _controllerId) = (endpointId, controllerId);
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
    }

    /// <summary>Done when the first notice is acknowledged: the device is in the database.</summary>
    public Task Known => _known.Task;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public async Task StartAsync(int port, CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500)
                .WithClientId(_endpointId).WithCleanStart().Build(),
            cancellationToken);
        await _client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder().WithTopicFilter("usp/agent/" + _endpointId, MqttQualityOfServiceLevel.AtMostOnce).Build(),
            cancellationToken);
        await TellAsync();
    }

    public async Task FillAsync(int window)
    {
        _running = true;
        for (var i = 0; i < window; i++)
        {
            await TellAsync();
        }
    }

    public void Dispose()
    {
        _running = false;
        _client.Dispose();
    }

    private Task<MqttClientPublishResult> TellAsync()
    {
        var n = Interlocked.Increment(ref _told);
        return SendAsync(new Msg
        {
            Header = new Header { MsgId = $"ValueChange-{n}", MsgType = Header.Types.MsgType.Notify },
            Body = new Body
            {
                Request = new Request
                {
                    Notify = new Notify
                    {
                        SubscriptionId = "acs-hosts",
                        SendResp = true,
                        ValueChange = new Notify.Types.ValueChange { ParamPath = "Device.Hosts.HostNumberOfEntries", ParamValue = $"{n}" },
                    },
                },
            },
        });
    }

    private Task<MqttClientPublishResult> SendAsync(Msg message) => _client.PublishAsync(new MqttApplicationMessage
    {
        Topic = ControllerTopic,
        ResponseTopic = "usp/agent/" + _endpointId,
        ContentType = "usp.msg",
        PayloadSegment = new Record
        {
            Version = "1.3",
            FromId = _endpointId,
            ToId = _controllerId,
            NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() },
        }.ToByteArray(),
    });

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        var record = Record.Parser.ParseFrom(args.ApplicationMessage.Payload.ToArray());
        var message = Msg.Parser.ParseFrom(record.NoSessionContext.Payload);
        if (message.Body.Response?.NotifyResp is not null)
        {
            Interlocked.Increment(ref _acknowledged);
            _known.TrySetResult();
            if (_running)
            {
                await TellAsync();
            }
        }
        else if (message.Body.Request is not null)
        {
            await SendAsync(new Msg
            {
                Header = new Header { MsgId = message.Header.MsgId, MsgType = Header.Types.MsgType.Error },
                Body = new Body { Error = new Error { ErrCode = 7002, ErrMsg = "denied" } },
            });
        }
    }
}
