using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session;

/// <summary>What the shell around a session must do next.</summary>
internal abstract record SessionOutput
{
    /// <summary>Open a conversation; feed back <see cref="SessionInput.Opened"/>.</summary>
    public sealed record Open(Inform Inform) : SessionOutput;

    /// <summary>Ask the conversation for an operation; feed back <see cref="SessionInput.Offered"/>.</summary>
    public sealed record Ask : SessionOutput;

    /// <summary>Bring the outcome; feed back <see cref="SessionInput.Saved"/>.</summary>
    public sealed record Complete(Outcome Outcome) : SessionOutput;

    /// <summary>Bring the report; feed back <see cref="SessionInput.Saved"/>.</summary>
    public sealed record Tell(Report Report) : SessionOutput;

    /// <summary>HTTP 200 with this message; then wait for the gateway.</summary>
    /// <param name="Id">For the header; null: none.</param>
    /// <param name="UseVersion">CWMP 1.4 negotiation, in the InformResponse only.</param>
    /// <param name="Hold">The gateway has spoken enough for this session: HoldRequests.</param>
    public sealed record Reply(IAcsMessage Message, string? Id, string? UseVersion = null, bool Hold = false) : SessionOutput;

    /// <summary>HTTP 204; the session is over.</summary>
    public sealed record Finish : SessionOutput;

    /// <summary>HTTP 400; the session is over. The gateway broke the protocol.</summary>
    public sealed record Reject(string Reason) : SessionOutput;

    /// <summary>Nothing to send: the session is over and nobody listens.</summary>
    public sealed record Closed : SessionOutput;
}
