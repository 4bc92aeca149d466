using Microsoft.Extensions.Options;

namespace Acs.Waking;

internal static class WakingModule
{
    private const string Section = "Acs:Wake";

    public static void AddWaking(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WakeOptions>().Bind(configuration.GetSection(Section))
            .Validate(o => o.PerMinute is >= 1 and <= 10_000, $"{Section}:PerMinute must be 1 to 10000.")
            .ValidateOnStart();
        services.AddSingleton(provider => new WakeLimits(provider.GetRequiredService<IOptions<WakeOptions>>().Value.PerMinute, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WakingMetrics>();
        services.AddSingleton<DeviceWaking>();
    }
}
