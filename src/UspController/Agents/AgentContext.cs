using Microsoft.Extensions.Logging;
using UspController.Agents.Errands;
using UspController.Sessions;

namespace UspController.Agents;

/// <summary>What every agent's session shares.</summary>
internal sealed record AgentContext(
    string ControllerId,
    IConversations Conversations,
    IDeviceCredentials Credentials,
    TimeProvider Time,
    AgentTiming Timing,
    UspMetrics Metrics,
    ILogger Logger)
{
    /// <summary>Null: nobody keeps a list.</summary>
    public IAccessLog? Access { get; init; }

    public SessionPolicy Sessions { get; init; } = SessionPolicy.Default;

    /// <summary>What the ISP wants to be told besides.</summary>
    public IReadOnlyList<WantedSubscription> Subscriptions { get; init; } = [];

    public ExchangeSecurity Security { get; init; } = ExchangeSecurity.None;

    /// <summary>Every message goes through an exchange of records, not only those of agents that began a session.</summary>
    public bool ExchangesAlways => Sessions.Mode == SessionMode.Require || Security.Signs;
}
