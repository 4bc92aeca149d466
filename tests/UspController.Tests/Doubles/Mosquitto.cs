using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace UspController.Tests.Doubles;

/// <summary>A real Mosquitto on a free port of this machine.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-mosquitto-");
    private Process? _process;

    private Mosquitto(int port) => Port = port;

    public int Port { get; }

    /// <summary>Lines of its configuration.</summary>
    private string _settings = "allow_anonymous true";

    /// <param name="settings">Lines for the listener; without any, anybody may do anything.</param>
    public static async Task<Mosquitto> StartAsync(params string[] settings)
    {
        if (!File.Exists(Program))
        {
            Assert.Ignore($"There is no {Program} on this machine.");
        }

        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var broker = new Mosquitto(port);
        if (settings.Length > 0)
        {
            broker._settings = string.Join('\n', settings);
        }

        await broker.RunAsync();
        return broker;
    }

    public async Task RunAsync()
    {
        var configuration = Path.Combine(_directory.FullName, "mosquitto.conf");
        // As root it would become another user, who may not read our files; as anybody else it does not look at that line.
        await File.WriteAllTextAsync(configuration, $"user root\nlistener {Port} 127.0.0.1\n{_settings}\npersistence false\nlog_dest none\n");
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", configuration]) { UseShellExecute = false })!;
        await Eventually.IsTrueAsync(CanConnect, "Mosquitto listens");
    }

    public async Task StopAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await StopAsync();
        }

        _process?.Dispose();
        _directory.Delete(recursive: true);
    }

    private bool CanConnect()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
