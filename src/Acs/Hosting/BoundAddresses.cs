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
        ListenUrl.TryParse(bound.First(), out var web);
        var external = configuration["Acs:Usp:Mqtt:Mode"]?.Equals("External", StringComparison.OrdinalIgnoreCase) == true;
        var mqtt = external
            ? $"mqtt://{configuration["Acs:Usp:Mqtt:Server"]}"
            : $"mqtt://localhost:{configuration["Acs:Usp:Mqtt:Port"] ?? "1883"}";
        return new ServerAddresses(
            web.Callable(),
            Configured(configuration, "Acs:Cwmp:Url", "http://*:7547"),
            Configured(configuration, "Acs:Files:Url", "http://*:7567"),
            Uri.TryCreate(mqtt, UriKind.Absolute, out var broker) ? broker : new Uri("mqtt://localhost"),
            Path.GetFullPath(configuration["Acs:DataDirectory"] ?? "data"));
    }

    private static Uri Configured(IConfiguration configuration, string key, string fallback)
    {
        ListenUrl.TryParse(configuration[key] ?? fallback, out var url);
        return url.Callable();
    }
}
