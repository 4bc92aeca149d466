using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.BulkData.Profiles;
using Provisioning.BulkData.Series;

namespace Provisioning.BulkData;

internal static class BulkDataServices
{
    /// <param name="configuration">The root; section <c>Acs:BulkData</c> is read.</param>
    public static void AddBulkData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BulkDataOptions>().Bind(configuration.GetSection(BulkDataOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BulkDataOptions>, BulkDataOptionsValidator>();
        services.AddMetrics();
        services.AddSingleton<BulkDataRates>();
        services.AddSingleton<BulkDataIntake>();
        services.AddSingleton<Flows.Sources.FlowMaps>();
        services.AddSingleton<Flows.Sources.WaitingFlows>();
        services.AddSingleton<SeriesRetention>();
        services.AddSingleton<BulkDataCredentials>();
        services.AddSingleton<BulkDataProfiles>();
        services.AddSingleton<BulkDataComposition>();
    }
}
