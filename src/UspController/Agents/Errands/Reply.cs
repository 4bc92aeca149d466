using Usp.Messages;

namespace UspController.Agents.Errands;

/// <summary>What came of one request.</summary>
internal abstract record Reply
{
    public sealed record Answered(Response Response) : Reply;

    public sealed record Refused(Error Error) : Reply;

    /// <summary>No answer, though the agent is there: it has sent other messages since.</summary>
    public sealed record Silent : Reply;
}
