using Acs.BulkData;

namespace Acs.FileServer;

internal static class FileServerModule
{
    /// <summary>Needs <c>AddCampaigns</c>, where the images' store is, and <c>AddCwmp</c>, whose nonces the collector shares.</summary>
    public static IServiceCollection AddFileServer(this IServiceCollection services)
    {
        services.AddSingleton<FileTraffic>();
        services.AddSingleton<FileEndpoint>();
        services.AddSingleton<SpeedTestEndpoint>();
        services.AddSingleton<UploadEndpoint>();
        services.AddSingleton<BulkDataAuthenticator>();
        services.AddSingleton<BulkDataEndpoint>();
        services.AddSingleton<FileListener>();
        services.AddHostedService(p => p.GetRequiredService<FileListener>());
        return services;
    }
}
