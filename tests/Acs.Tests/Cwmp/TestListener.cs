using System.Net;
using System.Net.Sockets;
using System.Text;
using Acs.Cwmp;
using Acs.Cwmp.Endpoint;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp;

/// <summary>The real listener on a free port of this machine, with a scripted border behind it.</summary>
internal sealed class TestListener : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CwmpListener _listener;

    private TestListener(ServiceProvider services)
    {
        _services = services;
        _listener = services.GetRequiredService<CwmpListener>();
    }

    public ScriptedConversations Script => (ScriptedConversations)_services.GetRequiredService<IConversations>();

    public KnownCredentials Credentials => (KnownCredentials)_services.GetRequiredService<IDeviceCredentials>();

    public NotedQuirks Quirks => (NotedQuirks)_services.GetRequiredService<IQuirkSightings>();

    public IReadOnlyList<AccessAttempt> Attempts => ((NotedAccess)_services.GetRequiredService<IAccessLog>()).All;

    public int Port => new Uri(_listener.Addresses[0]).Port;

    public Uri Url => new($"{new Uri(_listener.Addresses[0]).Scheme}://127.0.0.1:{Port}/");

    public static Task<TestListener> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public static async Task<TestListener> StartAsync(TimeProvider? time, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Acs:Cwmp:Url"] = "http://127.0.0.1:0", ["Acs:Enrolment"] = "Open" }
                .Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                .GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value)).Build();
        // With Kestrel's own services, as the host has them: TLS asks for some.
        var services = WebApplication.CreateSlimBuilder().Services;
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<IConversations, ScriptedConversations>();
        services.AddSingleton<IDeviceCredentials, KnownCredentials>();
        services.AddSingleton<IAccessLog, NotedAccess>();
        services.AddOptions<QuirkOptions>().Bind(configuration.GetSection("Acs"));
        services.AddSingleton<QuirkCatalogue>();
        services.AddSingleton<IQuirkSightings, NotedQuirks>();
        services.AddCwmp(configuration);
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        var server = new TestListener(services.BuildServiceProvider());
        await server._listener.StartAsync(CancellationToken.None);
        return server;
    }

    /// <summary>A client that keeps no cookies of its own.</summary>
    public HttpClient Client(ICredentials? credentials = null) =>
        new(new SocketsHttpHandler { UseCookies = false, Credentials = credentials }) { BaseAddress = Url };

    public static StringContent Xml(string text) => new(text, Encoding.UTF8, "text/xml");

    /// <summary>Sends raw bytes and reads until the server says no more.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
