using Usp.Messages;

namespace UspController.Agents;

/// <summary>What an agent's session wants done. Of the conversation actions one is out at a time, and its result comes as input.</summary>
internal abstract record AgentAction
{
    /// <summary>To the wire. Failure comes back as <see cref="AgentInput.Undeliverable"/>.</summary>
    public sealed record Send(Msg Message) : AgentAction;

    /// <summary>Answered by Opened, Refused, Busy or Broken.</summary>
    public sealed record Open(DeviceIdentity Identity, IReadOnlyList<ContactEvent> Events, IReadOnlyList<ParameterValue> Values) : AgentAction;

    /// <summary>All of them in one commit. Answered by Reported or Broken.</summary>
    public sealed record Tell(IReadOnlyList<Report> Reports) : AgentAction;

    /// <summary>Answered by Next or Broken.</summary>
    public sealed record Ask : AgentAction;

    /// <summary>Answered by Completed or Broken.</summary>
    public sealed record Complete(Outcome Outcome) : AgentAction;

    /// <summary>Gives the conversation back. Has no answer.</summary>
    public sealed record Close : AgentAction;

    /// <summary>A message of the agent was not used.</summary>
    /// <param name="Reason">A metric's label: few distinct values.</param>
    public sealed record Ignored(string Reason) : AgentAction;

    /// <summary>The agent did not take every subscription.</summary>
    public sealed record NotSubscribed(Fault Fault) : AgentAction;

    /// <summary>A request went unanswered.</summary>
    public sealed record TimedOut(string Request) : AgentAction;
}
