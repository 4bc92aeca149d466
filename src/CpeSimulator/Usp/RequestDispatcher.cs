using CpeSimulator.DataModels;
using CpeSimulator.Usp.Requests;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp;

/// <summary>One request in, its answer out.</summary>
internal sealed class RequestDispatcher(Gateway gateway, CommandRunner commands, Notifier notifier, AgentRoles roles)
{
    /// <summary>Null: nothing is sent.</summary>
    public Msg? Answer(Msg message)
    {
        var id = message.Header.MsgId;
        if (message.Body?.Response?.NotifyResp is not null)
        {
            notifier.Answered(id);
            return null;
        }

        if (message.Body?.Request is not { } request)
        {
            return null;
        }

        try
        {
            if (Shared(request.ReqTypeCase.ToString()) != message.Header.MsgType.ToString())
            {
                throw new UspErrorException(7001, "Header and body differ");
            }

            var response = Respond(request);
            gateway.Counters.Request();
            return response is null ? null : new Msg
            {
                Header = new Header { MsgId = id, MsgType = TypeOf(response.RespTypeCase) },
                Body = new Body { Response = response },
            };
        }
        catch (UspErrorException e)
        {
            return Failed(id, e.Code, e.Message, e.Parameters);
        }
        catch (DataModelException e)
        {
            return Failed(id, (uint)e.UspCode, e.Message, []);
        }
    }

    private Response? Respond(Request request) => Respond(request, roles.Now());

    private Response? Respond(Request request, Grants grants) => request.ReqTypeCase switch
    {
        Request.ReqTypeOneofCase.Get => new Response { GetResp = GetRequest.Answer(gateway, grants, request.Get) },
        Request.ReqTypeOneofCase.Set => new Response { SetResp = SetRequest.Answer(gateway, grants, request.Set) },
        Request.ReqTypeOneofCase.Add => new Response { AddResp = AddRequest.Answer(gateway, grants, request.Add) },
        Request.ReqTypeOneofCase.Delete => new Response { DeleteResp = DeleteRequest.Answer(gateway, grants, request.Delete) },
        Request.ReqTypeOneofCase.GetInstances => new Response { GetInstancesResp = GetInstancesRequest.Answer(gateway, grants, request.GetInstances) },
        Request.ReqTypeOneofCase.GetSupportedDm => new Response { GetSupportedDmResp = GetSupportedDMRequest.Answer(gateway, grants, request.GetSupportedDm) },
        Request.ReqTypeOneofCase.GetSupportedProtocol => new Response
        {
            GetSupportedProtocolResp = new GetSupportedProtocolResp { AgentSupportedProtocolVersions = "1.0,1.1,1.2,1.3" },
        },
        Request.ReqTypeOneofCase.Operate => commands.Operate(request.Operate, grants) is { } result && request.Operate.SendResp
            ? new Response { OperateResp = new OperateResp { OperationResults = { result } } } : null,
        _ => throw new UspErrorException(7002, "Message is not supported by this endpoint"),
    };

    private static Header.Types.MsgType TypeOf(Response.RespTypeOneofCase response) =>
        Enum.Parse<Header.Types.MsgType>(Shared(response.ToString()));

    // The header's type and the body's field have one name, but for this one.
    private static string Shared(string name) => name.Replace("Protocol", "Proto", StringComparison.Ordinal);

    private static Msg Failed(string id, uint code, string text, IEnumerable<Error.Types.ParamError> parameters) => new()
    {
        Header = new Header { MsgId = id, MsgType = Header.Types.MsgType.Error },
        Body = new Body { Error = new Error { ErrCode = code, ErrMsg = text, ParamErrs = { parameters } } },
    };
}
