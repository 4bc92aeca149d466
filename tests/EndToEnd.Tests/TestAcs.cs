using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Acs.Hosting;
using Databases;

namespace EndToEnd.Tests;

/// <summary>The real server on free ports and a data directory of its own, with a client of its REST interface.</summary>
internal sealed class TestAcs : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly AcsServer _server;

    private TestAcs(AcsServer server, DirectoryInfo directory)
    {
        _server = server;
        _directory = directory;
        Api = new HttpClient { BaseAddress = new Uri(server.Addresses.Web, "/api/v1/") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public const string AdminKey = "end-to-end-administrators-key";

    public HttpClient Api { get; }

    public ServerAddresses Addresses => _server.Addresses;

    /// <summary>Another node of the same server shares it.</summary>
    public string DataDirectory => _directory.FullName;

    public IServiceProvider Services => _server.Services;

    public static async Task<TestAcs> StartAsync(params (string Key, string? Value)[] configuration)
    {
        var directory = Directory.CreateTempSubdirectory("acs-e2e-");
        MigratedSqlite.In(directory.FullName);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Acs:DataDirectory"] = directory.FullName,
            ["Acs:AdminKey"] = AdminKey,
            ["Acs:Cwmp:Url"] = "http://127.0.0.1:0",
            ["Acs:Web:Url"] = "http://127.0.0.1:0",
            ["Acs:Files:Url"] = "http://127.0.0.1:0",
            ["Acs:Usp:Mqtt:Port"] = FreePort().ToString(),
            ["Acs:Usp:Mqtt:Address"] = "127.0.0.1",
            ["Acs:Enrolment"] = "Open",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in configuration)
        {
            settings[key] = value;
        }

        return new TestAcs(await AcsServer.StartAsync([], settings), directory);
    }

    /// <summary>A resource as JSON, or null when there is none.</summary>
    public async Task<JsonElement?> GetAsync(string path)
    {
        using var response = await Api.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>All devices, in the form of GET /devices/{id}.</summary>
    public async Task<IReadOnlyList<JsonElement>> DevicesAsync(string search = "") =>
        [.. (await SendAsync(HttpMethod.Get, $"devices?limit=200&search={Uri.EscapeDataString(search)}")).GetProperty("items").EnumerateArray()];

    public async Task<string> ConvergenceAsync(string id) =>
        await GetAsync($"devices/{Uri.EscapeDataString(id)}") is { } device ? device.GetProperty("convergence").GetProperty("state").GetString()! : "absent";

    public Task ConvergesAsync(string id) => Eventually.TrueAsync(
        async () => await ConvergenceAsync(id) == "converged",
        $"{id} converges",
        () => StoryAsync(id));

    /// <summary>All that the interface says of a device, for a failed test's message.</summary>
    public async Task<string> StoryAsync(string id)
    {
        var device = $"devices/{Uri.EscapeDataString(id)}";
        return $"{await GetAsync(device)} {await GetAsync($"{device}/hosts")} {await GetAsync($"{device}/why")}";
    }

    /// <summary>The broker is configured with its port before it listens.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file that is still open in this process is the operating system's to remove.
        }
    }
}
