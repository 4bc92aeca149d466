using Acs.BulkData;

namespace Acs.FileServer;

internal static class FileServerModule
{
    /// <summary>Needs <c>AddCampaigns</c>: the key of the links and the images' store are there.</summary>
    public static IServiceCollection AddFileServer(this IServiceCollection services)
    {
        services.AddSingleton<FileTraffic>();
        services.AddSingleton<FileEndpoint>();
        services.AddSingleton<SpeedTestEndpoint>();
        services.AddSingleton<UploadEndpoint>();
        services.AddSingleton<BulkDataEndpoint>();
        services.AddSingleton<FileListener>();
        services.AddHostedService(p => p.GetRequiredService<FileListener>());
        return services;
    }
}
