using Microsoft.Extensions.Logging;

namespace UspController.Agents;

/// <summary>What every agent's session shares.</summary>
internal sealed record AgentContext(
    string ControllerId,
    IConversations Conversations,
    IDeviceCredentials Credentials,
    TimeProvider Time,
    AgentTiming Timing,
    UspMetrics Metrics,
    ILogger Logger);
