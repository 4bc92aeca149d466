namespace Acs.Cwmp.Session;

/// <summary>How a session goes on once an outcome is stored.</summary>
internal enum AfterOutcome
{
    /// <summary>Ask for the next operation.</summary>
    AskNext,

    /// <summary>End it with 204.</summary>
    Finish,

    /// <summary>End it with 400: the gateway broke the protocol.</summary>
    Reject,

    /// <summary>Nobody listens.</summary>
    Close,
}
