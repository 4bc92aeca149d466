using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using UspController.Mtp.Embedded;

namespace UspController.Mtp.WebSockets;

/// <summary>
/// The client side: calls agents that listen, and again when the connection is lost. While an agent is connected, by whose
/// call ever, it is not called (TR-369 R-WS.4).
/// </summary>
internal sealed partial class AgentDialler(
    UspWebSocketOptions options, AgentCalls calls, SocketRegistry registry, SocketServing serving, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Handshakes at one time: a restart must not begin thousands at once.</summary>
    private readonly SemaphoreSlim _turns = new(64);
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public void Start() => _run = Task.WhenAll(options.Agents.Select(a => Task.Run(() => KeepAsync(a, _stop.Token))));

    /// <summary>Calls nobody any more, and cuts what it had called.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        _turns.Dispose();
    }

    private async Task KeepAsync(UspWebSocketAgentOptions agent, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (registry.Find(agent.EndpointId) is { } there)
                {
                    await there.Ended.WaitAsync(cancellationToken);
                }
                else
                {
                    await CallAsync(agent, () => failures = 0, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or SocketException or AuthenticationException
                or OperationCanceledException)
            {
                Log.NotReached(logger, agent.EndpointId, e.InnerException?.Message ?? e.Message);
            }
            catch (Exception e)
            {
                Log.Failed(logger, agent.EndpointId, e);
            }

            // After a connection that was there, too: one that may call itself has the time to do so.
            failures++;
            var wait = RetryWait.Of(failures, RandomNumberGenerator.GetInt32(1000) / 1000.0);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns when the connection has been there and is gone.</summary>
    private async Task CallAsync(UspWebSocketAgentOptions agent, Action connected, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        ConnectDecision.Welcome welcome;
        await _turns.WaitAsync(cancellationToken);
        try
        {
            welcome = await calls.ConnectAsync(socket, agent, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }

        connected();
        Log.Connected(logger, agent.EndpointId);
        var url = new Uri(agent.Url);
        await serving.ServeAsync(socket, welcome, url.Host, $"{url.AbsolutePath} (controller)", cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(65, LogLevel.Information, "Connected to agent {EndpointId}")]
        public static partial void Connected(ILogger logger, string endpointId);

        [LoggerMessage(66, LogLevel.Information, "Agent {EndpointId} cannot be reached: {Why}")]
        public static partial void NotReached(ILogger logger, string endpointId, string why);

        [LoggerMessage(67, LogLevel.Error, "Calling agent {EndpointId} failed")]
        public static partial void Failed(ILogger logger, string endpointId, Exception exception);
    }
}
