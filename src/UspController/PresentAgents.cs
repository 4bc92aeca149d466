using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using UspController.Agents;

namespace UspController;

/// <summary>Tells presence from the transports where they know, else from when an agent was last heard of.</summary>
internal sealed class PresentAgents(UspControllerService controller, IOptions<UspOptions> options) : IAgentPresence
{
    public AgentPresence Of(string endpointId)
    {
        var agent = controller.Agents?.Find(endpointId);
        var link = agent?.Link ?? controller.Mtps.Select(m => m.Find(endpointId)).FirstOrDefault(l => l is { TellsEnd: true });
        return Of(link, agent, options.Value.StaleAfter);
    }

    /// <summary>For the gauge <c>acs.usp.agents</c>.</summary>
    public static IEnumerable<Measurement<long>> Count(UspControllerService controller, TimeSpan staleAfter)
    {
        var behind = (controller.Agents?.All ?? []).Where(a => a.Link is { TellsEnd: false }).Select(a => Of(a.Link, a, staleAfter)).ToList();
        yield return Measured("connected", controller.Mtps.Sum(m => m.Connected) + behind.Count(p => p == AgentPresence.Connected));
        yield return Measured("stale", behind.Count(p => p == AgentPresence.Stale));

        static Measurement<long> Measured(string state, long count) => new(count, new KeyValuePair<string, object?>("state", state));
    }

    private static AgentPresence Of(IAgentLink? link, AgentActor? agent, TimeSpan staleAfter) =>
        link is null ? AgentPresence.Absent
        : link.TellsEnd || (agent is not null && agent.Idle <= staleAfter) ? AgentPresence.Connected
        : AgentPresence.Stale;
}
