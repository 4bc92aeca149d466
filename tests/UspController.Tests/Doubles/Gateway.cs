using Usp.Messages;

namespace UspController.Tests.Doubles;

/// <summary>The USP side of a small home gateway: a data model, and answers to a controller's requests as TR-369 wants them.</summary>
internal sealed class Gateway
{
    private readonly string _root;

    private static readonly string[] AllObjects =
    [
        "Device.", "Device.DeviceInfo.", "Device.DeviceInfo.FirmwareImage.{i}.", "Device.LocalAgent.",
        "Device.LocalAgent.Subscription.{i}.", "Device.LocalAgent.Controller.{i}.", "Device.Hosts.", "Device.Hosts.Host.{i}.",
    ];

    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    public Gateway(string endpointId, string oui = "00D09E", string productClass = "GW", string? serial = null, string root = "Device.")
    {
        _root = root;
        EndpointId = endpointId;
        Put("Device.DeviceInfo.ManufacturerOUI", oui);
        Put("Device.DeviceInfo.ProductClass", productClass);
        Put("Device.DeviceInfo.SerialNumber", serial ?? endpointId[(endpointId.LastIndexOf('-') + 1)..]);
        Put("Device.DeviceInfo.Manufacturer", "Acme");
        Put("Device.DeviceInfo.SoftwareVersion", "1.0");
        Put("Device.DeviceInfo.ActiveFirmwareImage", "Device.DeviceInfo.FirmwareImage.1");
        Put("Device.DeviceInfo.FirmwareImage.1.Status", "Available");
        Put("Device.DeviceInfo.FirmwareImage.2.Status", "NoImage");
        Put("Device.LocalAgent.Controller.1.EndpointID", "proto::acs");
        Put("Device.Hosts.HostNumberOfEntries", "1");
        Put("Device.Hosts.Host.1.PhysAddress", "00:11:22:33:44:55");
    }

    public string EndpointId { get; }

    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public List<Request> Requests { get; } = [];

    public IEnumerable<string> SubscriptionIds => Values.Where(v => v.Key.StartsWith("Device.LocalAgent.Subscription.", StringComparison.Ordinal)
        && v.Key.EndsWith(".ID", StringComparison.Ordinal)).Select(v => v.Value);

    /// <param name="path">As TR-181 has it; the model's own root takes its place.</param>
    public void Put(string path, string value) => Values[Own(path)] = value;

    private string Own(string path) => path.StartsWith("Device.", StringComparison.Ordinal) ? _root + path["Device.".Length..] : path;

    /// <summary>The answer to a request; null for what is not one.</summary>
    public Msg? Answer(Msg message)
    {
        if (message.Body?.Request is not { } request)
        {
            return null;
        }

        lock (Requests)
        {
            Requests.Add(request.Clone());
        }

        var body = request.ReqTypeCase switch
        {
            Request.ReqTypeOneofCase.GetSupportedProtocol => Respond(new Response
            {
                GetSupportedProtocolResp = new GetSupportedProtocolResp { AgentSupportedProtocolVersions = "1.0,1.1,1.2,1.3" },
            }),
            Request.ReqTypeOneofCase.Get => Respond(new Response { GetResp = Get(request.Get) }),
            Request.ReqTypeOneofCase.GetSupportedDm => Respond(new Response { GetSupportedDmResp = Supported(request.GetSupportedDm) }),
            Request.ReqTypeOneofCase.GetInstances => Respond(new Response { GetInstancesResp = Instances(request.GetInstances) }),
            Request.ReqTypeOneofCase.Set => Set(request.Set),
            Request.ReqTypeOneofCase.Add => Respond(new Response { AddResp = Add(request.Add) }),
            Request.ReqTypeOneofCase.Delete => Respond(new Response { DeleteResp = Delete(request.Delete) }),
            Request.ReqTypeOneofCase.Operate => Operate(request.Operate),
            _ => Fail(7002),
        };
        var type = body.Error is not null ? Header.Types.MsgType.Error : Enum.Parse<Header.Types.MsgType>(
            message.Header.MsgType == Header.Types.MsgType.GetSupportedProto ? nameof(Header.Types.MsgType.GetSupportedProtoResp)
            : message.Header.MsgType == Header.Types.MsgType.GetSupportedDm ? nameof(Header.Types.MsgType.GetSupportedDmResp)
            : message.Header.MsgType + "Resp");
        return new Msg { Header = new Header { MsgId = message.Header.MsgId, MsgType = type }, Body = body };
    }

    private static Body Respond(Response response) => new() { Response = response };

    private static Body Fail(uint code, params (string Path, uint Code)[] culprits)
    {
        var error = new Error { ErrCode = code, ErrMsg = "no" };
        error.ParamErrs.AddRange(culprits.Select(c => new Error.Types.ParamError { ParamPath = c.Path, ErrCode = c.Code, ErrMsg = "no" }));
        return new Body { Error = error };
    }

    private GetResp Get(Get get)
    {
        var answer = new GetResp();
        foreach (var path in get.ParamPaths)
        {
            var result = new GetResp.Types.RequestedPathResult { RequestedPath = path };
            var matches = Values.Where(v => path.EndsWith('.') ? v.Key.StartsWith(path, StringComparison.Ordinal) : Matches(path, v.Key)).ToList();
            foreach (var group in matches.GroupBy(v => v.Key[..(v.Key.LastIndexOf('.') + 1)], StringComparer.Ordinal))
            {
                var resolved = new GetResp.Types.ResolvedPathResult { ResolvedPath = group.Key };
                foreach (var (key, value) in group)
                {
                    resolved.ResultParams[key[group.Key.Length..]] = value;
                }

                result.ResolvedPathResults.Add(resolved);
            }

            if (matches.Count == 0 && !path.EndsWith('.') && !path.Contains('*', StringComparison.Ordinal))
            {
                result.ErrCode = 7026;
                result.ErrMsg = "no such path";
            }

            answer.ReqPathResults.Add(result);
        }

        return answer;
    }

    private static bool Matches(string pattern, string path)
    {
        var (a, b) = (pattern.Split('.'), path.Split('.'));
        return a.Length == b.Length && a.Zip(b).All(p => p.First == "*" || p.First == p.Second);
    }

    private GetSupportedDMResp Supported(GetSupportedDM get)
    {
        var answer = new GetSupportedDMResp();
        foreach (var path in get.ObjPaths)
        {
            var result = new GetSupportedDMResp.Types.RequestedObjectResult { ReqObjPath = path };
            foreach (var template in AllObjects.Select(Own).Where(o => o.StartsWith(path, StringComparison.Ordinal)))
            {
                var table = template.EndsWith("{i}.", StringComparison.Ordinal);
                var found = new GetSupportedDMResp.Types.SupportedObjectResult
                {
                    SupportedObjPath = template,
                    IsMultiInstance = table,
                    Access = table ? GetSupportedDMResp.Types.ObjAccessType.ObjAddDelete : GetSupportedDMResp.Types.ObjAccessType.ObjReadOnly,
                };
                found.SupportedParams.AddRange(Values.Keys
                    .Where(k => Provisioning.Devices.ParameterPath.Template(Provisioning.Devices.ParameterPath.Parent(k)) == template)
                    .Select(Provisioning.Devices.ParameterPath.Name).Distinct()
                    .Select(n => new GetSupportedDMResp.Types.SupportedParamResult
                    {
                        ParamName = n,
                        Access = n is "PhysAddress" ? GetSupportedDMResp.Types.ParamAccessType.ParamReadOnly : GetSupportedDMResp.Types.ParamAccessType.ParamReadWrite,
                        ValueType = GetSupportedDMResp.Types.ParamValueType.ParamString,
                    }));
                if (template == _root)
                {
                    found.SupportedCommands.Add(new GetSupportedDMResp.Types.SupportedCommandResult { CommandName = "Reboot()" });
                    found.SupportedEvents.Add(new GetSupportedDMResp.Types.SupportedEventResult { EventName = "Boot!" });
                }
                else if (template == Own("Device.LocalAgent."))
                {
                    found.SupportedEvents.Add(new GetSupportedDMResp.Types.SupportedEventResult { EventName = "TransferComplete!" });
                }

                result.SupportedObjs.Add(found);
            }

            if (result.SupportedObjs.Count == 0)
            {
                result.ErrCode = 7026;
            }

            answer.ReqObjResults.Add(result);
        }

        return answer;
    }

    private GetInstancesResp Instances(GetInstances get)
    {
        var answer = new GetInstancesResp();
        foreach (var path in get.ObjPaths)
        {
            var result = new GetInstancesResp.Types.RequestedPathResult { RequestedPath = path };
            result.CurrInsts.AddRange(Values.Keys.Where(k => k.StartsWith(path, StringComparison.Ordinal))
                .Select(k => path + k[path.Length..].Split('.')[0] + ".").Distinct()
                .Select(p => new GetInstancesResp.Types.CurrInstance { InstantiatedObjPath = p }));
            answer.ReqPathResults.Add(result);
        }

        return answer;
    }

    private Body Set(Set set)
    {
        var unknown = set.UpdateObjs.SelectMany(o => o.ParamSettings.Select(p => o.ObjPath + p.Param)).Where(p => !Values.ContainsKey(p)).ToList();
        if (unknown.Count > 0)
        {
            return Fail(7004, unknown.Select(p => (p, 7010u)).ToArray());
        }

        var answer = new SetResp();
        foreach (var update in set.UpdateObjs)
        {
            var instance = new SetResp.Types.UpdatedInstanceResult { AffectedPath = update.ObjPath };
            foreach (var setting in update.ParamSettings)
            {
                Values[update.ObjPath + setting.Param] = setting.Value;
                instance.UpdatedParams[setting.Param] = setting.Value;
            }

            var status = new SetResp.Types.UpdatedObjectResult.Types.OperationStatus
            {
                OperSuccess = new SetResp.Types.UpdatedObjectResult.Types.OperationStatus.Types.OperationSuccess(),
            };
            status.OperSuccess.UpdatedInstResults.Add(instance);
            answer.UpdatedObjResults.Add(new SetResp.Types.UpdatedObjectResult { RequestedPath = update.ObjPath, OperStatus = status });
        }

        return Respond(new Response { SetResp = answer });
    }

    private AddResp Add(Add add)
    {
        var answer = new AddResp();
        foreach (var create in add.CreateObjs)
        {
            var number = _next[create.ObjPath] = _next.GetValueOrDefault(create.ObjPath, 10) + 1;
            var path = $"{create.ObjPath}{number}.";
            foreach (var setting in create.ParamSettings)
            {
                Values[path + setting.Param] = setting.Value;
            }

            Values[path + "Recipient"] = "Device.LocalAgent.Controller.1";
            answer.CreatedObjResults.Add(new AddResp.Types.CreatedObjectResult
            {
                RequestedPath = create.ObjPath,
                OperStatus = new AddResp.Types.CreatedObjectResult.Types.OperationStatus
                {
                    OperSuccess = new AddResp.Types.CreatedObjectResult.Types.OperationStatus.Types.OperationSuccess { InstantiatedPath = path },
                },
            });
        }

        return answer;
    }

    private DeleteResp Delete(Delete delete)
    {
        var answer = new DeleteResp();
        foreach (var path in delete.ObjPaths)
        {
            var gone = Values.Keys.Where(k => k.StartsWith(path, StringComparison.Ordinal)).ToList();
            gone.ForEach(k => Values.Remove(k));
            var success = new DeleteResp.Types.DeletedObjectResult.Types.OperationStatus.Types.OperationSuccess();
            if (gone.Count > 0)
            {
                success.AffectedPaths.Add(path);
            }

            answer.DeletedObjResults.Add(new DeleteResp.Types.DeletedObjectResult
            {
                RequestedPath = path,
                OperStatus = new DeleteResp.Types.DeletedObjectResult.Types.OperationStatus { OperSuccess = success },
            });
        }

        return answer;
    }

    private Body Operate(Operate operate)
    {
        var result = new OperateResp.Types.OperationResult { ExecutedCommand = operate.Command };
        switch (operate.Command)
        {
            case var command when command == Own("Device.Reboot()"):
                result.ReqOutputArgs = new OperateResp.Types.OperationResult.Types.OutputArgs();
                break;
            case "Device.LocalAgent.Controller.1.SendOnBoardRequest()":
                result.ReqOutputArgs = new OperateResp.Types.OperationResult.Types.OutputArgs();
                break;
            case "Device.DeviceInfo.FirmwareImage.2.Download()":
                result.ReqObjPath = "Device.LocalAgent.Request.1";
                break;
            case "Device.DeviceInfo.FirmwareImage.1.Download()":
                result.CmdFailure = new OperateResp.Types.OperationResult.Types.CommandFailure { ErrCode = 7022, ErrMsg = "running" };
                break;
            default:
                return Fail(7026);
        }

        var answer = new OperateResp();
        answer.OperationResults.Add(result);
        return Respond(new Response { OperateResp = answer });
    }
}
