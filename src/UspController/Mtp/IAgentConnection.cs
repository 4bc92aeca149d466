using UspController.Agents;

namespace UspController.Mtp;

/// <summary>A link whose agent may still have to prove that an endpoint id is its own.</summary>
internal interface IAgentConnection : IAgentLink
{
    /// <summary>True when the one behind this connection may speak as <paramref name="endpointId"/>.</summary>
    ValueTask<bool> ClaimAsync(string endpointId, CancellationToken cancellationToken);
}
