using Acs.Cwmp.Authentication;
using Acs.Cwmp.ConnectionRequest;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp;

internal static class CwmpServices
{
    /// <summary>
    /// The CPEs' listener and the connection requests. Needs <see cref="IConversations"/> and <see cref="IDeviceCredentials"/>
    /// as singletons.
    /// </summary>
    public static IServiceCollection AddCwmp(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddOptions<CwmpOptions>()
            .Bind(configuration.GetSection(CwmpOptions.Section))
            .Configure(options => options.Enrolment = configuration.GetValue("Acs:Enrolment", Enrolment.Quarantine))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CwmpOptions>, CwmpOptionsValidator>();
        services.AddSingleton<CwmpMetrics>();
        services.AddSingleton<Nonces>();
        services.AddSingleton<Challenges>();
        services.AddSingleton<RecentChallenges>();
        services.AddSingleton<CpeAuthenticator>();
        services.AddSingleton<SessionTable>();
        services.AddSingleton<CwmpEndpoint>();
        services.AddSingleton<CwmpListener>();
        services.AddHostedService(provider => provider.GetRequiredService<CwmpListener>());
        services.AddSingleton<IWaker, CwmpWaker>();
        return services;
    }
}
