using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Tests.Durability;

/// <summary>The server as a process of its own on a data directory that outlives it, to be killed without a word (SIGKILL).</summary>
internal sealed class KillableServer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-kill-");
    private readonly int[] _ports = [FreePort(), FreePort(), FreePort(), FreePort()];
    private readonly StringBuilder _said = new();
    private readonly HttpClient _api;
    private Process? _process;

    private readonly (string Key, string Value)[] _settings;

    /// <param name="settings">Beyond the test's own; <c>Acs__Enrolment</c>.</param>
    public KillableServer(params (string Key, string Value)[] settings)
    {
        _settings = settings;
        _api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports[1]}/api/v1/") };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestAcs.AdminKey);
    }

    public Uri Cwmp => new($"http://127.0.0.1:{_ports[0]}/");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "acs.dll")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Acs__DataDirectory"] = _directory.FullName,
            ["Acs__AdminKey"] = TestAcs.AdminKey,
            ["Acs__Cwmp__Url"] = $"http://127.0.0.1:{_ports[0]}",
            ["Acs__Web__Url"] = $"http://127.0.0.1:{_ports[1]}",
            ["Acs__Files__Url"] = $"http://127.0.0.1:{_ports[2]}",
            ["Acs__Usp__Mqtt__Port"] = $"{_ports[3]}",
            ["Acs__Usp__Mqtt__Address"] = "127.0.0.1",
            ["Acs__Enrolment"] = "Open",
        })
        {
            start.Environment[key] = value;
        }

        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Say(line.Data);
        _process.ErrorDataReceived += (_, line) => Say(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(IsReadyAsync, "the server starts", () => Task.FromResult(_said.ToString()));
    }

    /// <summary>SIGKILL: nothing of the process runs any more when this returns.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public async Task<JsonElement> GetAsync(string path) => await _api.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>The operation's id, once the server has said that it has it.</summary>
    public async Task<string> OrderAsync(string device, object operation)
    {
        using var response = await _api.PostAsJsonAsync(new Uri($"devices/{device}/operations", UriKind.Relative), operation);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            Kill();
        }

        _api.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.That(_process!.HasExited, Is.False, _said.ToString());
        try
        {
            using var response = await _api.GetAsync(new Uri("/readyz", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Say(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
