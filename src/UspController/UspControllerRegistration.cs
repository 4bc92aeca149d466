using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Provisioning.Devices.Trust;
using UspController.Wire;

namespace UspController;

/// <summary>Registration with the host.</summary>
public static class UspControllerRegistration
{
    /// <summary>
    /// Adds the USP controller: options from <c>Acs:Usp</c>, validated at start, the hosted service, and its
    /// <see cref="IWaker"/>. Needs <see cref="IConversations"/> and <see cref="IDeviceCredentials"/>.
    /// </summary>
    /// <param name="records">What is said can be recorded: needs <c>AddWire</c>.</param>
    /// <param name="configuration">The root: <c>Acs:Enrolment</c> is read too.</param>
    public static IServiceCollection AddUspController(this IServiceCollection services, IConfiguration configuration, bool records = false)
    {
        services.AddOptions<UspOptions>().Bind(configuration.GetSection(UspOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UspOptions>, UspOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(_ => new UspEnrolment(configuration.GetValue("Acs:Enrolment", Enrolment.Quarantine)));
        services.AddSingleton(provider => new ControllerEndpoint(provider.GetRequiredService<IOptions<UspOptions>>().Value.EndpointId));
        services.AddSingleton<UspMetrics>();
        services.AddSingleton<UspControllerService>();
        services.AddHostedService(provider => provider.GetRequiredService<UspControllerService>());
        services.AddSingleton<IWaker, UspWaker>();
        services.AddSingleton<IAgentPresence, PresentAgents>();
        if (records)
        {
            services.AddSingleton<UspWire>();
        }

        return services;
    }
}
