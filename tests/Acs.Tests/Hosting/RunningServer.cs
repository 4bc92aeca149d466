using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Acs.Hosting;
using Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Storage;

namespace Acs.Tests.Hosting;

/// <summary>The real server in this process: real Kestrel and broker on free ports, its own data directory, gone afterwards.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    public const string Key = "a key that only this test knows";

    private readonly DirectoryInfo _directory;

    private RunningServer(AcsServer server, DirectoryInfo directory)
    {
        (Server, _directory) = (server, directory);
        Http = new HttpClient { BaseAddress = server.Addresses.Web };
        Api = new HttpClient { BaseAddress = new Uri(server.Addresses.Web, "/api/v1/") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public AcsServer Server { get; }

    /// <summary>Without a key, at the root.</summary>
    public HttpClient Http { get; }

    /// <summary>With the key, at <c>/api/v1/</c>.</summary>
    public HttpClient Api { get; }

    /// <param name="args">Configuration, stronger than the test's own.</param>
    public static async Task<RunningServer> StartAsync(params string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        MigratedSqlite.In(directory.FullName);
        string[] own =
        [
            $"--Acs:DataDirectory={directory.FullName}",
            "--Acs:Web:Url=http://127.0.0.1:0",
            "--Acs:Cwmp:Url=http://127.0.0.1:0",
            $"--Acs:Files:Url=http://127.0.0.1:{FreePort()}",
            $"--Acs:Usp:Mqtt:Port={FreePort()}",
            $"--Acs:AdminKey={Key}",
            "--Logging:LogLevel:Default=Warning",
        ];
        return new RunningServer(await AcsServer.StartAsync([.. own, .. args]), directory);
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <summary>The body as JSON, whatever the status.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
        return (response.StatusCode, document.RootElement.Clone());
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Writes to the database as the server itself does.</summary>
    public Task ArrangeAsync(Action<AcsDbContext> change) =>
        Server.Services.GetRequiredService<IGroupCommit>().CommitAsync(
            (db, _) =>
            {
                change(db);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<AcsDbContext, Task<T>> read)
    {
        await using var db = await Server.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Api.Dispose();
        await Server.StopAsync();
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
