using Usp.Messages;
using Usp.Records;

namespace UspController.Agents;

/// <summary>What happens to an agent's session: from the wire, from the clock, from the conversation.</summary>
internal abstract record AgentInput
{
    /// <summary>The transport is up and the agent can be reached; it has not spoken yet.</summary>
    /// <param name="Connection">Tells one transport connection from the next.</param>
    public sealed record Attached(long Connection) : AgentInput;

    /// <summary>A connect record.</summary>
    public sealed record Connected(long Connection) : AgentInput;

    /// <summary>The transport is gone, or the agent said good-bye.</summary>
    /// <param name="Code">Of a disconnect record; null: there was none.</param>
    public sealed record Detached(uint? Code = null) : AgentInput
    {
        /// <summary>A record of ours could not be used (TR-369 "USP Record Errors"); the agent is there, and may be spoken to.</summary>
        public bool IsRecordError => Code is >= 7100 and < 7200;
    }

    public sealed record Received(Msg Message) : AgentInput;

    /// <summary>Several Notify requests that waited together.</summary>
    public sealed record Notified(IReadOnlyList<Msg> Messages) : AgentInput;

    /// <summary>A record of a session context; what is in it comes as <see cref="Received"/>.</summary>
    public sealed record Recorded(Record Record) : AgentInput;

    /// <summary>What was sent last went a way that the agent does not listen to; now it is to go another way.</summary>
    public sealed record Rerouted : AgentInput;

    /// <summary>Somebody wants to talk to the agent now.</summary>
    public sealed record Woken : AgentInput;

    /// <summary>The last message could not be handed to the transport: nobody listens.</summary>
    public sealed record Undeliverable : AgentInput;

    /// <summary>The deadline has come.</summary>
    public sealed record Tick : AgentInput;

    public sealed record Opened : AgentInput;

    public sealed record Refused(string Reason) : AgentInput;

    public sealed record Busy(TimeSpan RetryAfter) : AgentInput;

    /// <param name="Operation">Null: nothing is left.</param>
    /// <param name="More">More input waits already: keep the conversation open for it.</param>
    public sealed record Next(Operation? Operation, bool More) : AgentInput;

    public sealed record Completed : AgentInput;

    public sealed record Reported : AgentInput;

    /// <summary>The other side of the conversation failed (database away): the conversation is closed already.</summary>
    public sealed record Broken : AgentInput;
}
