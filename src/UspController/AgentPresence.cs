namespace UspController;

/// <summary>Whether an agent can be spoken to now, as far as its transport tells.</summary>
public enum AgentPresence
{
    /// <summary>Not connected to this node, or its broker is away.</summary>
    Absent,

    /// <summary>Behind a broker that does not tell who is there, and not heard of for longer than <c>Acs:Usp:StaleAfter</c>.</summary>
    Stale,

    /// <summary>Connected, or heard of lately.</summary>
    Connected,
}
