using UspController.Agents;

namespace UspController.Mtp;

/// <summary>A link whose agent may still have to prove that an endpoint id is its own.</summary>
internal interface IAgentConnection : IAgentLink
{
    /// <summary>
    /// Where answers to what <paramref name="endpointId"/> says here go: this connection, or another one of the same agent
    /// that listens while this one only speaks. Null: the one behind this connection may not speak as that endpoint.
    /// </summary>
    ValueTask<IAgentConnection?> ClaimAsync(string endpointId, CancellationToken cancellationToken);

    /// <summary>Told when a record that came here could not be used: some transports end with that.</summary>
    /// <param name="reason">As in the metric of dropped records.</param>
    void Unreadable(string reason)
    {
    }
}
