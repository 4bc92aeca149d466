using System.Text.Json.Serialization;

namespace Provisioning.Conversations;

/// <param name="Way">How: <c>http</c>, <c>udp</c>, <c>xmpp</c>, <c>usp-mqtt</c>, <c>usp-websocket</c>; <c>none</c> where none could be tried.</param>
/// <param name="Detail">What came back, for a person.</param>
public sealed record WakeResult(bool Reached, string Way, string Detail)
{
    /// <summary>Every way that was tried, in order.</summary>
    public IReadOnlyList<WakeAttempt> Attempts { get; init; } = [];

    /// <summary>Not null: nothing was tried, because it was woken often enough; its turn comes after that time.</summary>
    [JsonIgnore]
    public TimeSpan? TurnComesAfter { get; init; }
}
