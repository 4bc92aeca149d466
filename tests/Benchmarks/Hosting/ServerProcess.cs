using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Hosting;

/// <summary>A server in a process of its own, so that its CPU time and memory can be told from the generator's.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string? _data;

    private ServerProcess(Process process, string? data) => (_process, _data) = (process, data);

    public int Id => _process.Id;

    public Uri Cwmp { get; private init; } = new("http://127.0.0.1/");

    public int Mqtt { get; private init; }

    /// <summary>The product: what <c>acs serve</c> runs, SQLite on disk in a new directory, open to every device.</summary>
    /// <param name="broker">Port of a broker on this machine; null: the embedded one.</param>
    public static async Task<ServerProcess> StartAcsAsync(int? broker = null)
    {
        var data = Directory.CreateTempSubdirectory("acs-load-").FullName;
        int[] ports = [FreePort(), FreePort(), FreePort(), FreePort()];
        var start = Dotnet("acs.dll");
        foreach (var (key, value) in AcsSettings.For(data, ports))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        if (broker is { } external)
        {
            start.Environment["Acs__Usp__Mqtt__Mode"] = "External";
            start.Environment["Acs__Usp__Mqtt__Server"] = $"127.0.0.1:{external}";
            ports[3] = external;
        }

        var server = new ServerProcess(Process.Start(start)!, data) { Cwmp = new Uri($"http://127.0.0.1:{ports[0]}/"), Mqtt = ports[3] };
        await server.ReadyAsync(new Uri($"http://127.0.0.1:{ports[1]}/readyz"));
        return server;
    }

    /// <summary>The bare endpoint, which answers an Inform with <paramref name="informResponse"/>.</summary>
    public static async Task<ServerProcess> StartFloorAsync(ReadOnlyMemory<byte> informResponse)
    {
        var port = FreePort();
        var start = Dotnet("Benchmarks.dll", FloorServer.Command, $"{port}", Convert.ToBase64String(informResponse.Span));
        var server = new ServerProcess(Process.Start(start)!, null) { Cwmp = new Uri($"http://127.0.0.1:{port}/") };
        await server.ReadyAsync(server.Cwmp);
        return server;
    }

    /// <summary>The subscriber that only answers.</summary>
    public static async Task<ServerProcess> StartBareControllerAsync(int broker)
    {
        var process = Process.Start(Dotnet("Benchmarks.dll", Usp.BareController.Command, $"{broker}"))!;
        return await process.StandardOutput.ReadLineAsync() == "ready"
            ? new ServerProcess(process, null) { Mqtt = broker }
            : throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_data is not null)
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private static ProcessStartInfo Dotnet(string assembly, params string[] args) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

    private async Task ReadyAsync(Uri probe)
    {
        // Nobody may wait on a full pipe: what the server prints is of interest only if it does not start.
        var said = new List<string?>();
        _process.OutputDataReceived += (_, line) => said.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => said.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < _patience && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(probe);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(100);
            }
        }

        await DisposeAsync();
        throw new InvalidOperationException("The server does not start:\n" + string.Join('\n', said));
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
