using UspController.Agents;

namespace UspController.Mtp;

/// <summary>A message transfer protocol, running.</summary>
internal interface IMtp : IAsyncDisposable
{
    /// <summary>As in <see cref="IAgentLink.Way"/>.</summary>
    string Way { get; }

    /// <summary>How many agents are connected; zero where the transport does not know.</summary>
    int Connected => 0;

    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The way to an agent that may not have spoken since this process started; null where there is none.</summary>
    IAgentLink? Find(string endpointId);
}
