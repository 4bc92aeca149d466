using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>One RPC whose answer is a list: attributes, options, methods.</summary>
internal sealed record AskWork(Guid Id) : OperationWork
{
    public static WorkStep Begin(Guid id, IAcsMessage request) => new WorkStep.Send(new AskWork(id), request);

    public override WorkStep Take(ICpeMessage answer) => new WorkStep.Done(answer switch
    {
        GetParameterAttributesResponse response => new Outcome.AttributesRead(Id, response.Attributes),
        GetOptionsResponse response => new Outcome.OptionsRead(Id, response.Options),
        GetRpcMethodsResponse response => new Outcome.MethodsListed(Id, response.Methods),
        _ => new Outcome.Failed(Id, FaultOf(answer)),
    });

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);
}
