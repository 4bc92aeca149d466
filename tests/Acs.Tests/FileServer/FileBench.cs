using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Acs.BulkData;
using Acs.Cwmp.Authentication;
using Acs.FileServer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning;
using Provisioning.BulkData;
using Provisioning.Diagnostics;
using Provisioning.Firmware;
using Provisioning.Storage.Rows;

namespace Acs.Tests.FileServer;

/// <summary>The file server on a real socket, with one image in its store.</summary>
internal sealed class FileBench : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-files-");
    private readonly ServiceProvider _services;
    private readonly FileListener _listener;
    private readonly FirmwareLinks _links;

    private FileBench(FilesOptions files, int size)
    {
        Bytes = RandomNumberGenerator.GetBytes(size);
        var server = Options.Create(new ProvisioningOptions { DataDirectory = _directory.FullName });
        var options = Options.Create(files);
        _services = new ServiceCollection().AddMetrics().AddLogging().BuildServiceProvider();
        var loggers = _services.GetRequiredService<ILoggerFactory>();
        var key = new FileKey(server, options);
        Store = new FirmwareStore(server, Options.Create(new FirmwareOptions()));
        _links = new FirmwareLinks(key, options, Time);
        Traffic = new FileTraffic(options, _services.GetRequiredService<IMeterFactory>(), Time);
        var endpoint = new FileEndpoint(
            key, Store, Seen, Traffic, options, _services.GetRequiredService<IMeterFactory>(), Time, loggers.CreateLogger<FileEndpoint>());
        var speed = new SpeedTestEndpoint(key, _services.GetRequiredService<IMeterFactory>(), Time, loggers.CreateLogger<SpeedTestEndpoint>());
        Speed = new SpeedTestLinks(key, _links, Time);
        // Nothing is uploaded here: that needs a database, and the end-to-end tests do it.
        var uploads = new UploadEndpoint(
            key, new UploadStore(server, options), null!, Traffic, options, _services.GetRequiredService<IMeterFactory>(), Time, loggers.CreateLogger<UploadEndpoint>());
        // Nor is bulk data brought: as above.
        var bulkData = new BulkDataEndpoint(
            new BulkDataAuthenticator(new BulkDataCredentials(key), new Nonces(Time), new NonceUses(Time)),
            null!,
            null!,
            Options.Create(new BulkDataOptions()),
            loggers.CreateLogger<BulkDataEndpoint>());
        _listener = new FileListener(endpoint, speed, uploads, bulkData, _links, options, loggers);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    public FirmwareStore Store { get; }

    public SpeedTestLinks Speed { get; }

    public SeenTransfers Seen { get; } = new();

    public HttpClient Http { get; } = new();

    public byte[] Bytes { get; }

    public FileTraffic Traffic { get; }

    public FirmwareImageRow Image { get; private set; } = null!;

    public string DataDirectory => _directory.FullName;

    public static async Task<FileBench> StartAsync(bool requireCredentials = false, int size = 1_000_000, Action<FilesOptions>? configure = null)
    {
        var options = new FilesOptions { Url = "http://127.0.0.1:0", RequireCredentials = requireCredentials };
        configure?.Invoke(options);
        var bench = new FileBench(options, size);
        await using (var staged = await bench.Store.StageAsync(new MemoryStream(bench.Bytes), CancellationToken.None))
        {
            // Where the catalogue would put it.
            File.Copy(
                Directory.GetFiles(Path.Combine(bench.DataDirectory, "firmware", "incoming")).Single(),
                Path.Combine(bench.DataDirectory, "firmware", staged.Sha256));
            bench.Image = new FirmwareImageRow { FileName = "image.bin", Version = "2.0", Sha256 = staged.Sha256, Size = staged.Size };
        }

        await bench._listener.StartAsync(CancellationToken.None);
        return bench;
    }

    public FirmwareLink Link(string commandKey = "fw-1") => _links.For(Image, 1, "127.0.0.1", commandKey);

    public Task<HttpResponseMessage> GetAsync(Uri url, Action<HttpRequestHeaders>? headers = null) => SendAsync(HttpMethod.Get, url, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, url);
        headers?.Invoke(request.Headers);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _listener.StopAsync(CancellationToken.None);
        await _listener.DisposeAsync();
        await _services.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
