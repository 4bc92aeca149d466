using UspController.Agents.Errands;
using UspController.Messages;

namespace UspController.Agents;

/// <summary>Where an agent's session stands. Each state holds what exists in it only.</summary>
internal abstract record AgentState
{
    /// <summary>Nothing to do.</summary>
    public sealed record Resting : AgentState;

    /// <summary>Asks who the agent is, before there is a conversation.</summary>
    public sealed record Identifying(IdentifyErrand Errand) : AgentState;

    /// <summary>A conversation has been asked for.</summary>
    public sealed record Opening : AgentState;

    /// <summary>The device is busy elsewhere: tries again.</summary>
    public sealed record Waiting(DateTimeOffset Until) : AgentState;

    /// <summary>A conversation is open.</summary>
    public abstract record Talking : AgentState;

    /// <summary>Reports the first notices that wait; then goes on with what it was at.</summary>
    public sealed record Reporting(IReadOnlyList<Notice> Notices, Talking Then) : Talking;

    /// <summary>Reports what the agent answered about itself.</summary>
    public sealed record ReportingInfo : Talking;

    /// <summary>Between two things.</summary>
    public sealed record Ready : Talking;

    /// <summary>Waits for the next operation.</summary>
    public sealed record Asking : Talking;

    /// <summary>An operation is under way at the agent.</summary>
    public sealed record Working(OperationErrand Errand) : Talking;

    /// <summary>Questions of the controller's own, inside a conversation.</summary>
    public sealed record Inquiring(IdentifyErrand Errand) : Talking;

    public sealed record Subscribing(SubscribeErrand Errand) : Talking;

    /// <summary>Waits for an outcome to be durable.</summary>
    /// <param name="Last">Close the conversation after it.</param>
    public sealed record Completing(bool Last) : Talking;

    /// <summary>Nothing is left to do, but more input is known to come.</summary>
    public sealed record Listening(DateTimeOffset Until) : Talking;
}
