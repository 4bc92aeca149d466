using System.Diagnostics;

namespace Benchmarks.Hosting;

/// <summary>Mosquitto with its defaults, but no bound of its own to what waits.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly Process _process;
    private readonly DirectoryInfo _directory;

    private BrokerProcess(Process process, DirectoryInfo directory, int port) => (_process, _directory, Port) = (process, directory, port);

    public int Port { get; }

    /// <exception cref="UsageException">There is no Mosquitto.</exception>
    public static async Task<BrokerProcess> StartAsync()
    {
        if (!File.Exists(Program))
        {
            throw new UsageException($"--mosquitto: there is no {Program}.");
        }

        var directory = Directory.CreateTempSubdirectory("acs-load-mosquitto-");
        var configuration = Path.Combine(directory.FullName, "mosquitto.conf");
        var port = ServerProcess.FreePort();
        await File.WriteAllTextAsync(
            configuration, $"user root\nlistener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\nset_tcp_nodelay true\nlog_dest none\n");
        return new BrokerProcess(Process.Start(Program, ["-c", configuration])!, directory, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}
