using Acs.BulkData;
using Acs.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>The gateways' file server, a Kestrel of its own: what faces the subscribers has no route to anything else.</summary>
internal sealed class FileListener(FileEndpoint endpoint, SpeedTestEndpoint speed, UploadEndpoint uploads, BulkDataEndpoint bulkData, FirmwareLinks links, IOptions<FilesOptions> options, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it really listens, once started.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure).UseUrls(options.Value.Url);
        _app = builder.Build();
        _app.Run(context => SpeedTestEndpoint.Serves(context.Request.Path) ? speed.HandleAsync(context)
            : UploadEndpoint.Serves(context.Request.Path) ? uploads.HandleAsync(context)
            : BulkDataEndpoint.Serves(context.Request.Path) ? bulkData.HandleAsync(context)
            : endpoint.HandleAsync(context));
        await _app.StartAsync(cancellationToken);
        Addresses = [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
        if (Addresses is [var first, ..] && ListenUrl.TryParse(first, out var bound))
        {
            links.BoundPort = bound.Callable().Port;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.Value.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // No limit on the whole transfer: slow lines finish too (peers' quirk 25).
        var slowest = new MinDataRate(options.Value.MinBytesPerSecond, TimeSpan.FromSeconds(options.Value.IdleSeconds));
        (kestrel.Limits.MinResponseDataRate, kestrel.Limits.MinRequestBodyDataRate) = (slowest, slowest);
    }
}
