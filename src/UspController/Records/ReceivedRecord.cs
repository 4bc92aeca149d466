using Usp.Messages;
using Usp.Records;

namespace UspController.Records;

/// <summary>What a record turned out to be.</summary>
internal abstract record ReceivedRecord
{
    /// <summary>A message of an agent. Its header and body are there.</summary>
    /// <param name="Size">Bytes of the payload.</param>
    public sealed record Message(string From, Msg Msg, int Size) : ReceivedRecord;

    /// <summary>A record of a session context: only the session knows what is in it.</summary>
    public sealed record InSession(string From, Record Record, int Size) : ReceivedRecord;

    /// <summary>The agent is there (TR-369 R-MTP.6).</summary>
    /// <param name="Topic">Where it can be reached over MQTT; null over other MTPs.</param>
    public sealed record Connected(string From, string? Topic) : ReceivedRecord;

    /// <summary>The agent says good-bye, or that it could not use a record of ours.</summary>
    public sealed record Disconnected(string From, uint Code, string Reason) : ReceivedRecord;

    /// <summary>To be ignored.</summary>
    /// <param name="Reason">A metric's label: few distinct values.</param>
    public sealed record Rejected(string Reason, string? From = null) : ReceivedRecord;

    /// <summary>Wrong, but the sender is to be told (TR-369 R-MTP.5).</summary>
    public sealed record Answered(string Reason, string From, Msg Error) : ReceivedRecord;
}
