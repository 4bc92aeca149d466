using System.Buffers.Binary;
using Provisioning.Conversations;
using Provisioning.Devices;
using Usp.Messages;
using UspController.Agents;
using UspController.Records;
using UspController.Sessions;

namespace Fuzzing;

/// <summary>
/// What one agent sends: records, messages, session contexts, and the session that they drive, in memory. Nothing that an agent
/// sends makes any of them throw, or do more than a bounded number of things.
/// </summary>
/// <remarks>
/// Input: a byte of switches, a byte that chooses the first operation, then records with two bytes of length before each. An answer
/// gets the id of the last request where a switch says so: no agent could guess it, and all behind it would stay unseen.
/// </remarks>
internal sealed class UspTarget
{
    public const string Controller = "proto::acs";
    public const string Agent = "os::00D09E-SN1";

    private const int MaxRecords = 64;
    private const int MaxActions = 5000;

    private static readonly Guid Id = new("6f6e6531-0000-4000-8000-000000000001");

    private static readonly Operation[] Operations =
    [
        new Operation.ReadValues(Id, ["Device.DeviceInfo.", "Device.Hosts.Host.*.PhysAddress"]),
        new Operation.Discover(Id, "Device.", NextLevelOnly: false),
        new Operation.WriteValues(Id, [new ParameterValue("Device.Time.NTPServer1", "ntp.example.net", ParameterType.String)]),
        new Operation.AddInstances(Id, [new NewInstance("Device.NAT.PortMapping.", [new ParameterValue("Alias", "web", ParameterType.String)])]),
        new Operation.DeleteInstances(Id, ["Device.NAT.PortMapping.1."]),
        new Operation.Download(Id, "k", "1 Firmware Upgrade Image", new Uri("https://acs.example.net/f"), "u", "p", 10, null),
        new Operation.Command(Id, "Device.SelfTestDiagnostics()", "k", new Dictionary<string, string>()),
        new Operation.Reboot(Id, "k"),
    ];

    private readonly bool _guesses;
    private readonly RecordReader _reader;
    private readonly RecordExchange _exchange;
    private readonly AgentSession _session = new(Controller, Agent, AgentTiming.Default);
    private readonly Queue<AgentAction> _pending = new();
    private int _operation;
    private int _actions;
    private string _lastRequest = "";
    private DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private UspTarget(byte switches, byte operation)
    {
        _guesses = (switches & 1) != 0;
        var mode = (switches >> 1 & 3) switch { 1 => SessionMode.Require, 2 => SessionMode.Forbid, _ => SessionMode.Allow };
        var policy = SessionPolicy.Of(new SessionOptions { Mode = mode, MaxRecordBytes = (switches & 8) != 0 ? 64 : 0 });
        _reader = new RecordReader(Controller, mode, ExchangeSecurity.None.Verify);
        _exchange = new RecordExchange(Controller, Agent, policy, ExchangeSecurity.None);
        _operation = operation;
    }

    public static void Read(byte[] input)
    {
        if (input.Length < 2)
        {
            return;
        }

        var target = new UspTarget(input[0], input[1]);
        var rest = input.AsSpan(2);
        for (var i = 0; i < MaxRecords && rest.Length >= 2; i++)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Length - 2);
            target.Take(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _now += TimeSpan.FromSeconds(1);
        switch (_reader.Read(bytes))
        {
            case ReceivedRecord.Message message when _exchange.TakePlain():
                Hear(message.Msg);
                break;
            case ReceivedRecord.InSession { Record: var record }:
                Take(_exchange.Take(record, _now));
                break;
            case ReceivedRecord.Connected:
                _exchange.Connected();
                Give(new AgentInput.Connected(1));
                break;
            case ReceivedRecord.Disconnected { Code: var code }:
                _exchange.Disconnected(code);
                Give(new AgentInput.Detached(code));
                break;
        }

        while ((_session.Deadline ?? _exchange.Deadline) is { } deadline && deadline <= _now && _actions++ < MaxActions)
        {
            Take(_exchange.Tick(_now));
            Give(new AgentInput.Tick());
        }
    }

    private void Take(IReadOnlyList<ExchangeOutput> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is ExchangeOutput.Deliver deliver)
            {
                Hear(deliver.Message);
            }
            else if (output is ExchangeOutput.Begun)
            {
                Give(new AgentInput.Rerouted());
            }
        }
    }

    private void Hear(Msg message)
    {
        if (_guesses && message.Body.Request is null)
        {
            message.Header.MsgId = _lastRequest;
        }

        Give(new AgentInput.Received(message));
    }

    private void Give(AgentInput input)
    {
        Enqueue(_session.On(input, _now));
        while (_pending.TryDequeue(out var action))
        {
            if (_actions++ > MaxActions)
            {
                throw new InvalidOperationException("The session does not come to an end.");
            }

            Perform(action);
        }
    }

    private void Perform(AgentAction action)
    {
        switch (action)
        {
            case AgentAction.Send { Message: var message }:
                _lastRequest = message.Body.Request is null ? _lastRequest : message.Header.MsgId;
                Take(_exchange.Send(message, _session.Version, _now));
                break;
            case AgentAction.Open:
                Enqueue(_session.On(new AgentInput.Opened(), _now));
                break;
            case AgentAction.Tell:
                Enqueue(_session.On(new AgentInput.Reported(), _now));
                break;
            case AgentAction.Ask:
                var operation = _operation++ % (Operations.Length + 1);
                Enqueue(_session.On(new AgentInput.Next(operation < Operations.Length ? Operations[operation] : null, More: false), _now));
                break;
            case AgentAction.Complete:
                Enqueue(_session.On(new AgentInput.Completed(), _now));
                break;
        }
    }

    private void Enqueue(IReadOnlyList<AgentAction> actions)
    {
        foreach (var action in actions)
        {
            _pending.Enqueue(action);
        }
    }
}
