using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Provisioning.Flows;

public static class FlowServices
{
    /// <summary>Adds <see cref="FlowIntake"/> and what is read of its findings; the firewall's services come from others.</summary>
    /// <param name="configuration">The root; section <c>Acs:Flows</c> is read.</param>
    public static IServiceCollection AddFlows(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FlowOptions>().Bind(configuration.GetSection(FlowOptions.Section))
            .Validate(o => o.FindingsPerHost is >= 1 and <= 10_000, $"{FlowOptions.Section}:FindingsPerHost: write a number from 1 to 10000.")
            .Validate(o => o.RecentPerHost is >= 1 and <= 10_000, $"{FlowOptions.Section}:RecentPerHost: write a number from 1 to 10000.")
            .Validate(o => o.CountersEvery is not { } every || every >= TimeSpan.FromMinutes(1), $"{FlowOptions.Section}:CountersEvery: write at least 1 minute, or leave it out.")
            .Validate(o => o.UnusedAfter >= TimeSpan.FromHours(1), $"{FlowOptions.Section}:UnusedAfter: write at least 1 hour.")
            .Validate(o => o.WaitingPerDevice is >= 1 and <= 10_000, $"{FlowOptions.Section}:WaitingPerDevice: write a number from 1 to 10000.")
            .Validate(o => o.LogEvery is not { } every || every >= TimeSpan.FromMinutes(1), $"{FlowOptions.Section}:LogEvery: write at least 1 minute, or leave it out.")
            .ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<ExposureCatalogue>();
        services.AddSingleton<FlowIntake>();
        services.AddSingleton<Sources.FlowWork>();
        services.AddSingleton<Sources.LogFetch>();
        services.AddSingleton<Counters.CounterMaps>();
        services.AddSingleton<Counters.CounterWork>();
        services.AddSingleton<ModelFindings>();
        return services;
    }
}
