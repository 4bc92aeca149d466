using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using UspController.Mtp.Embedded;
using UspController.Wire;

namespace UspController.Mtp.WebSockets;

/// <summary>One connection from its handshake to its end, whoever called.</summary>
internal sealed partial class SocketServing(
    SocketRegistry registry, RecordPump pump, ConnectionNumbers numbers, UspMetrics metrics, UspWire? wire, TimeProvider time, ILogger logger)
{
    /// <summary>Returns when the connection is gone. Whatever the agent does, it does not throw.</summary>
    public async Task ServeAsync(WebSocket socket, ConnectDecision.Welcome welcome, string? remote, string path, CancellationToken cancellationToken)
    {
        using var agent = new AgentSocket(registry, socket, numbers.Next(), welcome, remote, path, time) { Wire = wire };
        registry.Enter(agent);
        metrics.WebSocket(1);
        try
        {
            if (welcome.EndpointId is { } endpointId && await agent.ClaimAsync(endpointId, cancellationToken) is null)
            {
                await agent.EndAsync(WebSocketCloseStatus.PolicyViolation, "the endpoint id is taken");
                return;
            }

            var (status, why) = await pump.RunAsync(agent, socket, cancellationToken);
            if (status != WebSocketCloseStatus.NormalClosure)
            {
                Log.Closed(logger, agent.EndpointId ?? "?", remote ?? "?", (int)status, why);
            }

            await agent.EndAsync(status, why);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection is gone: that is all there is to say.
            Log.Lost(logger, agent.EndpointId ?? "?", remote ?? "?", e.Message);
        }
        catch (Exception e)
        {
            // Whatever one agent's record brought about, the others go on.
            Log.Failed(logger, agent.EndpointId ?? "?", e);
        }
        finally
        {
            metrics.WebSocket(-1);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Information, "Connection of agent {EndpointId} at {RemoteAddress} is closed with {Status}: {Why}")]
        public static partial void Closed(ILogger logger, string endpointId, string remoteAddress, int status, string why);

        [LoggerMessage(61, LogLevel.Debug, "Connection of agent {EndpointId} at {RemoteAddress} is gone: {Why}")]
        public static partial void Lost(ILogger logger, string endpointId, string remoteAddress, string why);

        [LoggerMessage(62, LogLevel.Error, "Connection of agent {EndpointId} failed")]
        public static partial void Failed(ILogger logger, string endpointId, Exception exception);
    }
}
