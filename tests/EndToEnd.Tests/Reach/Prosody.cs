using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EndToEnd.Tests.Reach;

/// <summary>A real Prosody on a free port, with a certificate for its domain and accounts of its own.</summary>
internal sealed class Prosody : IAsyncDisposable
{
    public const string Domain = "isp.test";
    private const string Program = "/usr/bin/prosody";

    private static readonly string[] _mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-prosody-");
    private Process? _process;

    private Prosody(int port) => Port = port;

    /// <summary>The only SASL mechanism that it offers; empty: all that it has.</summary>
    public string Mechanism { get; private init; } = "";

    public int Port { get; }

    /// <summary>Its certificate, which is its own authority, in PEM.</summary>
    public string Authority => Path.Combine(_directory.FullName, "cert.pem");

    /// <param name="accounts">Local parts; the password of each is its name after <c>secret-</c>.</param>
    public static Task<Prosody> StartAsync(params string[] accounts) => StartWithAsync("", accounts);

    public static async Task<Prosody> StartWithAsync(string mechanism, params string[] accounts)
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

        var server = new Prosody(port) { Mechanism = mechanism };
        await server.ConfigureAsync(accounts);
        await server.RunAsync();
        return server;
    }

    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(Program, ["-F", "--config", Path.Combine(_directory.FullName, "prosody.cfg.lua")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(CanConnectAsync, "Prosody listens");
    }

    /// <summary>It keeps its connections and says nothing, as a machine that hangs, until <see cref="ResumeAsync"/>.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async Task StopAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        _directory.Delete(recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", _process!.Id.ToString()]);
        await kill.WaitForExitAsync();
        Assert.That(kill.ExitCode, Is.Zero);
    }

    private async Task ConfigureAsync(string[] accounts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Domain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Domain);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        await File.WriteAllTextAsync(Authority, certificate.ExportCertificatePem());
        var keyFile = Path.Combine(_directory.FullName, "key.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        var data = _directory.CreateSubdirectory("data/isp%2etest/accounts");
        foreach (var account in accounts)
        {
            await File.WriteAllTextAsync(Path.Combine(data.FullName, $"{account}.dat"), $"return {{ [\"password\"] = \"secret-{account}\"; }};\n");
        }

        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "prosody.cfg.lua"), $$"""
            run_as_root = true
            pidfile = "{{_directory.FullName}}/prosody.pid"
            data_path = "{{_directory.FullName}}/data"
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{Port}} }
            modules_enabled = { "saslauth", "tls", "ping" }
            modules_disabled = { "s2s" }
            c2s_require_encryption = true
            authentication = "internal_plain"
            disable_sasl_mechanisms = { {{string.Join(", ", _mechanisms.Where(m => Mechanism.Length > 0 && m != Mechanism).Select(m => $"\"{m}\""))}} }
            log = { warn = "*console" }
            VirtualHost "{{Domain}}"
              ssl = { key = "{{keyFile}}"; certificate = "{{Authority}}" }

            """);
    }

    private async Task<bool> CanConnectAsync()
    {
        Assert.That(_process!.HasExited, Is.False, "Prosody ended");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
