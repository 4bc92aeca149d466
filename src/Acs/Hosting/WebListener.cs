namespace Acs.Hosting;

/// <summary>Kestrel as the operators' side has it: pages, API, metrics. The CPEs' side listens apart.</summary>
internal static class WebListener
{
    /// <summary>Bytes; firmware uploads raise it for their route.</summary>
    public const long MaxBody = 4 * 1024 * 1024;

    public static void AddWebListener(this IServiceCollection services, WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(builder.Configuration["Acs:Web:Url"] ?? "http://127.0.0.1:8080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }
}
