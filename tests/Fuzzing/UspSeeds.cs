using System.Buffers.Binary;
using Google.Protobuf;
using Usp.Messages;
using Usp.Records;

namespace Fuzzing;

/// <summary>Conversations that go well, for <see cref="UspTarget"/> to be led astray from.</summary>
internal static class UspSeeds
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var operation = 0; operation <= 8; operation++)
        {
            Save($"plain-{operation}", 1, operation, [Connect(), Plain(Boot()), .. Answers().Select(Plain)]);
        }

        Save("session", 1, 0, [Session(1, 0, Boot()), .. Answers().Select((a, i) => Session(1, (ulong)i + 1, a))]);
        Save("required", 3, 0, [Plain(Boot()), Session(1, 0, Boot()), Session(1, 2, Change()), Session(1, 1, Change())]);
        Save("forbidden", 5, 0, [Session(1, 0, Boot()), Plain(Boot())]);
        Save("segments", 9, 0, [.. Segments(Boot())]);
        Save("end", 1, 0, [Connect(), Plain(Change()), Plain(Completed()), new Record { Disconnect = new DisconnectRecord { Reason = "bye", ReasonCode = 7105 } }]);

        void Save(string name, byte switches, int operation, IReadOnlyList<Record> records)
        {
            using var file = File.Create(Path.Combine(folder, name));
            file.Write([switches, (byte)operation]);
            var length = new byte[2];
            foreach (var record in records)
            {
                (record.Version, record.ToId, record.FromId) = ("1.4", UspTarget.Controller, UspTarget.Agent);
                var bytes = record.ToByteArray();
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
                file.Write(length);
                file.Write(bytes);
            }
        }
    }

    private static IEnumerable<Msg> Answers()
    {
        yield return Answer(new Response { GetSupportedProtocolResp = new GetSupportedProtocolResp { AgentSupportedProtocolVersions = "1.3,1.4" } });
        var get = new GetResp.Types.ResolvedPathResult { ResolvedPath = "Device.DeviceInfo." };
        get.ResultParams.Add("ManufacturerOUI", "00D09E");
        get.ResultParams.Add("SerialNumber", "SN1");
        yield return Answer(new Response
        {
            GetResp = new GetResp { ReqPathResults = { new GetResp.Types.RequestedPathResult { RequestedPath = "Device.DeviceInfo.", ResolvedPathResults = { get } } } },
        });
        var supported = new GetSupportedDMResp.Types.SupportedObjectResult
        {
            SupportedObjPath = "Device.NAT.PortMapping.{i}.", IsMultiInstance = true,
            SupportedParams = { new GetSupportedDMResp.Types.SupportedParamResult { ParamName = "Alias" } },
            SupportedCommands = { new GetSupportedDMResp.Types.SupportedCommandResult { CommandName = "Reset()", InputArgNames = { "Delay" } } },
            SupportedEvents = { new GetSupportedDMResp.Types.SupportedEventResult { EventName = "Used!", ArgNames = { "By" } } },
        };
        yield return Answer(new Response
        {
            GetSupportedDmResp = new GetSupportedDMResp { ReqObjResults = { new GetSupportedDMResp.Types.RequestedObjectResult { ReqObjPath = "Device.", SupportedObjs = { supported } } } },
        });
        var instance = new GetInstancesResp.Types.CurrInstance { InstantiatedObjPath = "Device.NAT.PortMapping.1." };
        instance.UniqueKeys.Add("Alias", "web");
        yield return Answer(new Response
        {
            GetInstancesResp = new GetInstancesResp { ReqPathResults = { new GetInstancesResp.Types.RequestedPathResult { RequestedPath = "Device.NAT.PortMapping.", CurrInsts = { instance } } } },
        });
        yield return Answer(new Response
        {
            AddResp = new AddResp
            {
                CreatedObjResults =
                {
                    new AddResp.Types.CreatedObjectResult
                    {
                        RequestedPath = "Device.NAT.PortMapping.",
                        OperStatus = new AddResp.Types.CreatedObjectResult.Types.OperationStatus
                        {
                            OperSuccess = new AddResp.Types.CreatedObjectResult.Types.OperationStatus.Types.OperationSuccess { InstantiatedPath = "Device.NAT.PortMapping.1." },
                        },
                    },
                },
            },
        });
        yield return Answer(new Response
        {
            OperateResp = new OperateResp { OperationResults = { new OperateResp.Types.OperationResult { ExecutedCommand = "Device.Reboot()", ReqObjPath = "Device.LocalAgent.Request.1." } } },
        });
        yield return new Msg
        {
            Header = new Header { MsgType = Header.Types.MsgType.Error },
            Body = new Body { Error = new Error { ErrCode = 7004, ErrMsg = "no", ParamErrs = { new Error.Types.ParamError { ParamPath = "Device.X", ErrCode = 7010, ErrMsg = "no" } } } },
        };
    }

    private static Msg Answer(Response response) => new()
    {
        Header = new Header { MsgId = "1", MsgType = Enum.Parse<Header.Types.MsgType>(TypeName(response)) },
        Body = new Body { Response = response },
    };

    /// <summary>The generated names of a response and of its message type differ in a few abbreviations.</summary>
    private static string TypeName(Response response) => response.RespTypeCase switch
    {
        Response.RespTypeOneofCase.GetSupportedProtocolResp => nameof(Header.Types.MsgType.GetSupportedProtoResp),
        var other => other.ToString(),
    };

    private static Msg Boot() => Tell(new Notify
    {
        SubscriptionId = "acs-boot",
        SendResp = true,
        Event = new Notify.Types.Event { ObjPath = "Device.", EventName = "Boot!" },
    });

    private static Msg Change() => Tell(new Notify
    {
        SubscriptionId = "acs-hosts",
        SendResp = true,
        ValueChange = new Notify.Types.ValueChange { ParamPath = "Device.Hosts.HostNumberOfEntries", ParamValue = "2" },
    });

    private static Msg Completed() => Tell(new Notify
    {
        SubscriptionId = "acs-done",
        SendResp = true,
        OperComplete = new Notify.Types.OperationComplete
        {
            ObjPath = "Device.", CommandName = "SelfTestDiagnostics()", CommandKey = "k",
            CmdFailure = new Notify.Types.OperationComplete.Types.CommandFailure { ErrCode = 7022, ErrMsg = "no" },
        },
    });

    private static Msg Tell(Notify notify) => new()
    {
        Header = new Header { MsgId = $"n-{notify.NotificationCase}", MsgType = Header.Types.MsgType.Notify },
        Body = new Body { Request = new Request { Notify = notify } },
    };

    private static Record Connect() => new() { MqttConnect = new MQTTConnectRecord { SubscribedTopic = "usp/agent/x", Version = MQTTConnectRecord.Types.MQTTVersion.V5 } };

    private static Record Plain(Msg message) => new() { NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() } };

    private static Record Session(ulong id, ulong sequence, Msg message) => new()
    {
        SessionContext = new SessionContextRecord { SessionId = id, SequenceId = sequence, ExpectedId = 1, Payload = { message.ToByteString() } },
    };

    private static IEnumerable<Record> Segments(Msg message)
    {
        var bytes = message.ToByteArray();
        var half = bytes.Length / 2;
        yield return Segment(1, SessionContextRecord.Types.PayloadSARState.Begin, bytes[..half]);
        yield return Segment(2, SessionContextRecord.Types.PayloadSARState.Complete, bytes[half..]);
    }

    private static Record Segment(ulong sequence, SessionContextRecord.Types.PayloadSARState state, byte[] part) => new()
    {
        SessionContext = new SessionContextRecord
        {
            SessionId = 1, SequenceId = sequence, ExpectedId = 1, PayloadSarState = state, PayloadrecSarState = state, Payload = { ByteString.CopyFrom(part) },
        },
    };
}
