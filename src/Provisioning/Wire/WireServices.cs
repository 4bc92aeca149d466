using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.Storage;

namespace Provisioning.Wire;

/// <summary>Puts the recording together.</summary>
public static class WireServices
{
    /// <summary>Needs <c>AddProvisioning</c>.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WireOptions>().Bind(configuration.GetSection(WireOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WireOptions>, WireOptionsValidator>();
        services.AddSingleton<WireRules>();
        services.AddSingleton<WireAdministration>();
        services.AddSingleton<WireUnidentified>();
        services.AddSingleton<WireMetrics>();
        services.AddSingleton<WireStore>();
        services.AddSingleton<WireRecorder>();
        services.AddHostedService(p => p.GetRequiredService<WireRecorder>());
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<WireStore>));
        return services;
    }
}
