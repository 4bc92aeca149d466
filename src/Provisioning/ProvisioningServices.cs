using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Provisioning;

/// <summary>Puts this project together.</summary>
public static class ProvisioningServices
{
    /// <summary>
    /// Adds storage, conversations, desired state and the recurring work. The host brings <c>IWorkSignal</c>, the MUD part
    /// brings <c>IHostSync</c>, the protocols bring their <c>IWaker</c>.
    /// </summary>
    /// <param name="configuration">The root; section <c>Acs</c> is read.</param>
    public static IServiceCollection AddProvisioning(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ProvisioningOptions.Section);
        services.AddOptions<ProvisioningOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProvisioningOptions>, ProvisioningOptionsValidator>();

        // A name that is none is an error that binding reports with its key.
        services.AddStorage(Enum.TryParse<DatabaseProvider>(section["Database:Provider"], ignoreCase: true, out var provider)
            ? provider
            : DatabaseProvider.Sqlite);
        services.AddSingleton<IDeviceDocuments, DeviceDocumentStore>();

        // First registered, last stopped: it writes what the others still bring while they stop.
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<IGroupCommit>(p => p.GetRequiredService<GroupCommit>());
        services.AddHostedService(p => p.GetRequiredService<GroupCommit>());
        return services;
    }
}
