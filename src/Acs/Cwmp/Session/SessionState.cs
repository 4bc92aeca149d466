using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session.Work;
using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Session;

/// <summary>Where a session stands, each with only what exists there.</summary>
internal abstract record SessionState
{
    /// <summary>Nothing came yet.</summary>
    public sealed record AwaitingInform : SessionState;

    /// <summary>The Inform is at the door.</summary>
    public sealed record Opening(SoapHeader Header) : SessionState;

    /// <summary>The gateway's turn: requests, until an empty POST hands the turn over.</summary>
    public sealed record CpeTurn : SessionState;

    /// <summary>A report is being stored; <paramref name="Answer"/> acknowledges it and the session goes on in <paramref name="Then"/>.</summary>
    public sealed record Telling(SessionOutput.Reply Answer, SessionState Then) : SessionState;

    /// <summary>The conversation is asked for an operation.</summary>
    public sealed record Asking : SessionState;

    /// <summary>Our request is with the gateway.</summary>
    /// <param name="Resent">How often it was sent again because the gateway spoke of something else.</param>
    public sealed record AwaitingAnswer(OperationWork Work, IAcsMessage Request, string Id, int Resent) : SessionState;

    /// <summary>An outcome is being stored; then what?</summary>
    public sealed record Completing(AfterOutcome After) : SessionState;

    /// <summary>204 was sent to one that ends its sessions itself: its last empty POST is due.</summary>
    public sealed record Closing : SessionState;

    /// <summary>204 or 400 was sent, or nobody listens any more.</summary>
    public sealed record Ended : SessionState;
}
