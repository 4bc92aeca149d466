using Acs.Cwmp.Endpoint;
using Acs.FileServer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Acs.Hosting;

/// <summary>Finds out where a started server really listens.</summary>
internal static class BoundAddresses
{
    public static ServerAddresses Of(WebApplication app)
    {
        var configuration = app.Configuration;
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var external = configuration["Acs:Usp:Mqtt:Mode"]?.Equals("External", StringComparison.OrdinalIgnoreCase) == true;
        var mqtt = external
            ? $"mqtt://{configuration["Acs:Usp:Mqtt:Server"]}"
            : $"mqtt://localhost:{configuration["Acs:Usp:Mqtt:Port"] ?? "1883"}";
        return new ServerAddresses(
            Callable(bound.First()),
            Callable(app.Services.GetService<CwmpListener>()?.Addresses is [var cwmp, ..] ? cwmp : configuration["Acs:Cwmp:Url"] ?? "http://*:7547"),
            Callable(app.Services.GetService<FileListener>()?.Addresses is [var files, ..] ? files : configuration["Acs:Files:Url"] ?? "http://*:7567"),
            Uri.TryCreate(mqtt, UriKind.Absolute, out var broker) ? broker : new Uri("mqtt://localhost"),
            Path.GetFullPath(configuration["Acs:DataDirectory"] ?? "data"));
    }

    private static Uri Callable(string url) =>
        ListenUrl.TryParse(url.Split(';')[0].Trim(), out var address)
            ? address.Callable()
            : throw new InvalidOperationException($"{url} is no address, and yet the server listens there.");
}
