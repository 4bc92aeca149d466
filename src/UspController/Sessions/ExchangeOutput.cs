using Usp.Messages;
using Usp.Records;

namespace UspController.Sessions;

/// <summary>What an exchange of records wants done.</summary>
internal abstract record ExchangeOutput
{
    /// <summary>To the wire.</summary>
    public sealed record Transmit(Record Record) : ExchangeOutput;

    /// <summary>A message of the agent.</summary>
    public sealed record Deliver(Msg Message) : ExchangeOutput;

    /// <summary>The agent has begun a session: what waits for an answer outside of it waits in vain.</summary>
    public sealed record Begun : ExchangeOutput;

    /// <summary>A record was not used.</summary>
    /// <param name="Reason">A metric's label: few distinct values.</param>
    public sealed record Dropped(string Reason) : ExchangeOutput;

    /// <summary>The controller has started a session anew (TR-369 R-E2E.21 to R-E2E.24).</summary>
    public sealed record Restarted(string Reason) : ExchangeOutput;
}
