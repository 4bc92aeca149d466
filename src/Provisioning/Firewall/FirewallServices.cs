using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Provisioning.Firewall;

public static class FirewallServices
{
    /// <summary>Adds <see cref="FirewallCompilation"/>; storage and <c>IWorkSignal</c> come from others.</summary>
    /// <param name="configuration">The root; section <c>Acs:Firewall</c> is read.</param>
    public static IServiceCollection AddFirewall(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FirewallOptions>().Bind(configuration.GetSection(FirewallOptions.Section))
            .Validate(o => o.MaxRulesPerHost is >= 1 and <= FirewallOptions.MostRules, $"{FirewallOptions.Section}:MaxRulesPerHost: write a number from 1 to {FirewallOptions.MostRules}.")
            .Validate(o => o.LostAfter >= TimeSpan.FromSeconds(1) && o.LostAfter <= TimeSpan.FromDays(30), $"{FirewallOptions.Section}:LostAfter: write a time from 00:00:01 to 30.00:00:00.")
            .Validate(o => o.LostAtOnce >= 1, $"{FirewallOptions.Section}:LostAtOnce: write a number from 1 on.")
            .ValidateOnStart();
        services.AddSingleton<Compilation.GatewayFactsLoader>();
        services.AddSingleton<FirewallCompilation>();
        services.AddSingleton<HostPolicies>();
        return services;
    }
}
