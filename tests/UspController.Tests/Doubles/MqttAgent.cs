using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Usp.Messages;
using Usp.Records;
using UspController.Sessions;

namespace UspController.Tests.Doubles;

/// <summary>A gateway at the end of a real MQTT connection.</summary>
internal sealed class MqttAgent : IAsyncDisposable
{
    private readonly Gateway _gateway;
    private readonly MqttProtocolVersion _version;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    public MqttAgent(Gateway gateway, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        (_gateway, _version) = (gateway, version);
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
    }

    public string ControllerTopic { get; init; } = "usp/controller/acs";

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Null: the agent knows no session contexts.</summary>
    public RecordExchange? Exchange { get; init; }

    /// <summary>Null: no TLS.</summary>
    public X509Certificate2? Trusts { get; init; }

    /// <summary>Shown over TLS; null: none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>None: as this machine prefers.</summary>
    public SslProtocols TlsVersions { get; init; } = SslProtocols.None;

    /// <summary>False: as some agents do, it answers to its configured controller's topic, whatever it was told.</summary>
    public bool AnswersWhereAsked { get; init; } = true;

    /// <summary>Zero: the default, and it acknowledges. Else it acknowledges nothing.</summary>
    public ushort ReceiveMaximum { get; init; }

    /// <summary>MQTT 5 only.</summary>
    public bool DeclaresEndpointId { get; init; } = true;

    public string Topic => "usp/agent/" + _gateway.EndpointId;

    public ConcurrentQueue<Msg> Received { get; } = new();

    public ConcurrentQueue<MqttApplicationMessage> Packets { get; } = new();

    public bool IsConnected => _client.IsConnected;

    public IEnumerable<string> Acknowledged => Received.Where(m => m.Body?.Response?.NotifyResp is not null).Select(m => m.Header.MsgId);

    public async Task<MqttClientConnectResult> ConnectAsync(int port)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port)
            .WithProtocolVersion(_version)
            .WithClientId(ClientId ?? _gateway.EndpointId)
            .WithCleanStart()
            .WithTimeout(TimeSpan.FromSeconds(20));
        if (ReceiveMaximum > 0)
        {
            options.WithReceiveMaximum(ReceiveMaximum);
        }

        if (Trusts is not null)
        {
            options.WithTlsOptions(tls => tls.UseTls().WithSslProtocols(TlsVersions).WithTargetHost("localhost").WithCertificateValidationHandler(Validate)
                .WithRevocationMode(X509RevocationMode.NoCheck).WithClientCertificates(Certificate is null ? [] : [Certificate]));
        }

        if (User is not null)
        {
            options.WithCredentials(User, Password ?? "");
        }

        if (_version == MqttProtocolVersion.V500 && DeclaresEndpointId)
        {
            options.WithUserProperty("usp-endpoint-id", Encoding.UTF8.GetBytes(_gateway.EndpointId).AsMemory());
        }

        return await _client.ConnectAsync(options.Build());
    }

    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string? filter = null, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        var result = await _client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(filter ?? (_version == MqttProtocolVersion.V500 ? Topic : Topic + "/#"), quality)
            .Build());
        return result.Items.Single().ResultCode;
    }

    /// <summary>Connect, subscribe, connect record: as agents begin.</summary>
    public async Task StartAsync(int port)
    {
        await ConnectAsync(port);
        await SubscribeAsync();
        await PublishAsync(Record(r => r.MqttConnect = new MQTTConnectRecord
        {
            Version = _version == MqttProtocolVersion.V500 ? MQTTConnectRecord.Types.MQTTVersion.V5 : MQTTConnectRecord.Types.MQTTVersion.V311,
            SubscribedTopic = Topic,
        }));
    }

    public Task TellAsync(Msg message, string? from = null, string to = "proto::acs", string? topic = null) => Exchange is { } exchange
        ? PerformAsync(() => exchange.Send(message, "1.4", TimeProvider.System.GetUtcNow()))
        : PublishAsync(Record(r =>
        {
            r.NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() };
            r.FromId = from ?? r.FromId;
            r.ToId = to;
        }), topic);

    public async Task<MqttClientPublishResult> PublishAsync(byte[] bytes, string? topic = null, string contentType = "usp.msg")
    {
        topic ??= _version == MqttProtocolVersion.V500
            ? ControllerTopic
            : $"{ControllerTopic}/reply-to={Topic.Replace("/", "%2F", StringComparison.Ordinal)}";
        return await _client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = bytes,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            ResponseTopic = _version == MqttProtocolVersion.V500 ? Topic : null,
            ContentType = _version == MqttProtocolVersion.V500 ? contentType : null,
        });
    }

    public Task DisconnectAsync() => _client.DisconnectAsync();

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync();
        }

        _client.Dispose();
    }

    public byte[] RecordOf(Msg message) => Record(r => r.NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() });

    /// <summary>TR-369 R-MQTT.25, R-MQTT.26; null: nowhere.</summary>
    private string? AskedFor(MqttApplicationMessage message)
    {
        if (_version == MqttProtocolVersion.V500)
        {
            return message.ResponseTopic;
        }

        var at = message.Topic.LastIndexOf("/reply-to=", StringComparison.Ordinal);
        return at < 0 ? null : message.Topic[(at + 10)..].Replace("%2F", "/", StringComparison.Ordinal)
            + "/reply-to=" + Topic.Replace("/", "%2F", StringComparison.Ordinal);
    }

    private bool Validate(MqttClientCertificateValidationEventArgs args)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(Trusts!);
        return !args.SslPolicyErrors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch)
            && chain.Build((X509Certificate2)args.Certificate);
    }

    private byte[] Record(Action<Record> fill)
    {
        var record = new Record { Version = "1.3", FromId = _gateway.EndpointId, ToId = "proto::acs" };
        fill(record);
        return record.ToByteArray();
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        args.AutoAcknowledge = ReceiveMaximum == 0;
        Packets.Enqueue(args.ApplicationMessage);
        var record = Usp.Records.Record.Parser.ParseFrom(args.ApplicationMessage.Payload.ToArray());
        if (record.SessionContext is not null)
        {
            await PerformAsync(() => Exchange!.Take(record, TimeProvider.System.GetUtcNow()));
            return;
        }

        Exchange?.TakePlain();
        await HearAsync(Msg.Parser.ParseFrom(record.NoSessionContext.Payload), AnswersWhereAsked ? AskedFor(args.ApplicationMessage) : null);
    }

    private async Task HearAsync(Msg message, string? answerTopic = null)
    {
        Received.Enqueue(message);
        if (_gateway.Answer(message) is { } answer)
        {
            await TellAsync(answer, topic: answerTopic);
        }
    }

    private async Task PerformAsync(Func<IReadOnlyList<ExchangeOutput>> exchange)
    {
        IReadOnlyList<ExchangeOutput> outputs;
        lock (Received)
        {
            outputs = exchange();
        }

        foreach (var output in outputs)
        {
            switch (output)
            {
                case ExchangeOutput.Transmit transmit:
                    await PublishAsync(transmit.Record.ToByteArray());
                    break;
                case ExchangeOutput.Deliver deliver:
                    await HearAsync(deliver.Message);
                    break;
            }
        }
    }
}
