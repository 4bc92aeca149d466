using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Acs.Dots;

/// <summary>Keeps a connection to each configured Call Home DOTS client, for ever.</summary>
internal sealed partial class DotsService(IOptions<DotsOptions> options, DotsServing serving, TimeProvider time, ILogger<DotsService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(options.Value.Clients.Select(c => KeepAsync(c, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, or disposed of without that.
        }
    }

    private async Task KeepAsync(DotsClientOptions client, CancellationToken stoppingToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var why = await new DotsLink(options.Value, client, serving, time).RunAsync(
                    () =>
                    {
                        failures = 0;
                        Log.Stands(log, client.Address, client.Source);
                    },
                    stoppingToken);
                Log.Ended(log, client.Address, why);
            }
            catch (Exception e) when (e is IOException or SocketException or AuthenticationException or CryptographicException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, client.Address, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(log, client.Address, e);
            }

            await Task.Delay(DotsBackoff.After(Math.Max(1, failures), Random.Shared.NextDouble()), time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Information, "DOTS: {Address} is connected as source {Source}")]
        public static partial void Stands(ILogger logger, string address, string source);

        [LoggerMessage(3502, LogLevel.Warning, "DOTS: the connection to {Address} ended: {Why}")]
        public static partial void Ended(ILogger logger, string address, string why);

        [LoggerMessage(3503, LogLevel.Warning, "DOTS: {Address} cannot be reached: {Why}")]
        public static partial void Failed(ILogger logger, string address, string why);

        [LoggerMessage(3504, LogLevel.Error, "DOTS: the connection to {Address} broke")]
        public static partial void Broke(ILogger logger, string address, Exception exception);
    }
}
