using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CpeSimulator.Cwmp;

/// <summary>
/// Takes connection requests for all gateways of the process on one port: HTTP GET with Digest (TR-069 §3.2.2).
/// A gateway whose ACS has set no connection request user lets nobody in.
/// </summary>
public sealed class ConnectionRequestListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (Gateway Gateway, Action Wake)> _gateways = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _nonces = new(StringComparer.Ordinal);

    private ConnectionRequestListener(WebApplication app) => _app = app;

    /// <summary>Where it listens, <c>http://ADDRESS:PORT/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <param name="address">Null: loopback.</param>
    public static async Task<ConnectionRequestListener> StartAsync(IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(address ?? IPAddress.Loopback, 0));
        var app = builder.Build();
        var listener = new ConnectionRequestListener(app);
        app.Run(listener.HandleAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        listener.Address = new Uri(addresses.Addresses.First());
        return listener;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal Uri Register(Gateway gateway, Action wake)
    {
        var path = "/" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        Unregister(gateway);
        _gateways[path] = (gateway, wake);
        return new Uri(Address, path);
    }

    internal void Unregister(Gateway gateway)
    {
        foreach (var (path, found) in _gateways)
        {
            if (found.Gateway == gateway)
            {
                _gateways.TryRemove(path, out _);
            }
        }
    }

    private Task HandleAsync(HttpContext http)
    {
        if (!_gateways.TryGetValue(http.Request.Path.Value ?? "", out var found))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var (gateway, wake) = found;
        if (gateway.IsCutOff)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        var server = gateway.Model.Schema.Root.Path + "ManagementServer.ConnectionRequest";
        var user = gateway.Model.Get(server + "Username");
        var password = gateway.Model.Get(server + "Password");
        var answer = DigestAnswer.Read(http.Request.Headers.Authorization.ToString());
        if (user.Length > 0 && answer is not null && _nonces.TryRemove(answer.Nonce, out _) && answer.IsRight(user, password, http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
            wake();
            return Task.CompletedTask;
        }

        Forget(gateway.Now);
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _nonces[nonce] = gateway.Now;
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = $"Digest realm=\"SimGate\", qop=\"auth\", nonce=\"{nonce}\", algorithm=MD5";
        return Task.CompletedTask;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (nonce, at) in _nonces)
        {
            if (now - at > TimeSpan.FromMinutes(1))
            {
                _nonces.TryRemove(nonce, out _);
            }
        }
    }
}
