using System.Collections.Concurrent;

namespace UspController.Agents;

/// <summary>The agents that have been heard of lately. What falls out is learned again when it speaks.</summary>
internal sealed class AgentDirectory(AgentContext context) : IAsyncDisposable
{
    /// <summary>Endpoint ids cost nothing to invent on a broker that does not bind them.</summary>
    public const int Capacity = 200_000;
    private readonly ConcurrentDictionary<string, Lazy<AgentActor>> _agents = new(StringComparer.Ordinal);
    private bool _closed;

    /// <summary>The agent's actor, made where there is none; null where there are too many.</summary>
    public AgentActor? Get(string endpointId)
    {
        if (_agents.TryGetValue(endpointId, out var known))
        {
            return known.Value;
        }

        return _closed || _agents.Count >= Capacity
            ? null
            : _agents.GetOrAdd(endpointId, id => new Lazy<AgentActor>(() => new AgentActor(context, id))).Value;
    }

    public AgentActor? Find(string endpointId) => _agents.TryGetValue(endpointId, out var known) ? known.Value : null;

    public bool Post(string endpointId, AgentMail mail) => Get(endpointId)?.Post(mail) is true;

    public async ValueTask<bool> PostMessageAsync(string endpointId, AgentMail mail, bool wait, CancellationToken cancellationToken) =>
        Get(endpointId) is { } agent && await agent.PostMessageAsync(mail, wait, cancellationToken);

    /// <summary>Tells agents that are reached over such a link that it is gone.</summary>
    public void Detach(Func<IAgentLink, bool> isGone)
    {
        foreach (var (_, agent) in _agents)
        {
            if (agent.IsValueCreated && agent.Value.Link is { } link && isGone(link))
            {
                agent.Value.Post(new AgentMail(new AgentInput.Detached(), link));
            }
        }
    }

    public IEnumerable<AgentActor> All => _agents.Values.Where(a => a.IsValueCreated).Select(a => a.Value);

    /// <summary>Lets go of agents that have been silent that long.</summary>
    public async Task SweepAsync(TimeSpan silent)
    {
        foreach (var (id, agent) in _agents)
        {
            if (agent.IsValueCreated && agent.Value.Idle > silent && _agents.TryRemove(id, out var gone))
            {
                await gone.Value.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Parallel.ForEachAsync(_agents, async (agent, _) =>
        {
            if (agent.Value.IsValueCreated)
            {
                await agent.Value.Value.DisposeAsync();
            }
        });
        _agents.Clear();
    }
}
