using System.Collections.Concurrent;
using System.Net.WebSockets;
using UspController.Agents;
using UspController.Mtp.Embedded;

namespace UspController.Mtp.WebSockets;

/// <summary>Which connection is which agent's: one for each endpoint id (TR-369 R-WS.4), whoever opened it.</summary>
internal sealed class SocketRegistry(ConnectPolicy policy, AgentDirectory agents)
{
    private readonly ConcurrentDictionary<string, AgentSocket> _byEndpoint = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<AgentSocket, bool> _all = new();

    public AgentSocket? Find(string endpointId) => _byEndpoint.GetValueOrDefault(endpointId);

    public bool IsHeldBy(AgentSocket socket, string endpointId) => Find(endpointId) == socket;

    /// <summary>True when one that has proved more bears the endpoint id.</summary>
    public bool IsTaken(string endpointId, ContactTrust standing) => Find(endpointId) is { } holder && holder.Standing > standing;

    /// <summary>Every connection is known from its first moment, so that all can be closed when the server stops.</summary>
    public void Enter(AgentSocket socket) => _all[socket] = true;

    /// <summary>Lets a connection bear an endpoint id, unless one that has proved more, or is newer, bears it already.</summary>
    /// <returns>The connection; null: it may not.</returns>
    public async ValueTask<IAgentConnection?> ClaimAsync(AgentSocket socket, string endpointId, CancellationToken cancellationToken)
    {
        if (socket.Standing != ContactTrust.Device && !await policy.IsFreeAsync(endpointId, socket.Standing, cancellationToken))
        {
            return null;
        }

        if (IsTaken(endpointId, socket.Standing) || !socket.Bind(endpointId))
        {
            return null;
        }

        AgentSocket? replaced = null;
        var now = _byEndpoint.AddOrUpdate(endpointId, socket, (_, holder) =>
        {
            var stays = holder.Standing > socket.Standing || holder.Connection > socket.Connection;
            replaced = stays ? null : holder;
            return stays ? holder : socket;
        });
        if (now != socket)
        {
            return null;
        }

        if (replaced is not null && replaced != socket)
        {
            // An agent that comes back before its old connection is known to be dead, or that calls where it had been called.
            _ = replaced.CloseAsync(WebSocketCloseStatus.NormalClosure, "superseded by a later connection");
        }

        agents.Post(endpointId, new AgentMail(new AgentInput.Attached(socket.Connection), socket));
        return socket;
    }

    /// <summary>The connection is gone.</summary>
    public void Leave(AgentSocket socket)
    {
        _all.TryRemove(socket, out _);
        if (socket.EndpointId is { } endpointId && _byEndpoint.TryRemove(new KeyValuePair<string, AgentSocket>(endpointId, socket)))
        {
            agents.Find(endpointId)?.Post(new AgentMail(new AgentInput.Detached(), socket));
        }
    }

    /// <summary>Says good-bye to all; none holds it up for long.</summary>
    public Task CloseAllAsync(WebSocketCloseStatus status, string why) => Task.WhenAll(_all.Keys.Select(s => s.CloseAsync(status, why)));

    /// <summary>Completed when all connections of now are gone.</summary>
    public Task AllEndedAsync() => Task.WhenAll(_all.Keys.Select(s => s.Ended));
}
