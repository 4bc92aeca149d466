using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

internal abstract record WorkStep
{
    /// <summary>Send this, and give its answer to <paramref name="Work"/>.</summary>
    public sealed record Send(OperationWork Work, IAcsMessage Request) : WorkStep;

    public sealed record Done(Outcome Outcome) : WorkStep;
}
