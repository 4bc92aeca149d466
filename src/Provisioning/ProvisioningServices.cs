using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Devices;
using Provisioning.Jobs;
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
        services.AddDevices();
        services.AddConversations();
        services.AddSingleton<Sweep>();
        services.AddSingleton<Retention>();
        services.AddSingleton<FleetAdministration>();
        return services;
    }

    private static void AddDevices(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<ProvisioningOptions>, ILoggerFactory>((keys, options, loggers) =>
            keys.XmlRepository ??= new FileSystemXmlRepository(
                Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "keys")), loggers));
        services.AddSingleton<SecretBox>();
        services.AddSingleton<IDeviceChanges, DeviceChanges>();
        services.AddSingleton<DeviceCredentials>();
        services.AddSingleton<IDeviceCredentials>(p => p.GetRequiredService<DeviceCredentials>());
        services.AddSingleton<KnownDevices>();

        // Caches hear of every commit, through a door that GroupCommit does not have to build them for.
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<KnownDevices>));
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<DeviceCredentials>));
    }

    private static void AddConversations(this IServiceCollection services)
    {
        services.AddSingleton(_ => new DocumentCache());
        services.AddSingleton<WorkspaceLoader>();
        services.AddSingleton<DeviceFinder>();
        services.AddSingleton<HostNews>();
        services.AddSingleton<IWakeTargets, WakeTargets>();
        services.AddSingleton<Presence>();
        services.AddHostedService(p => p.GetRequiredService<Presence>());
        services.AddSingleton<ConversationLog>();
        services.AddHostedService(p => p.GetRequiredService<ConversationLog>());
        services.AddSingleton<IConversations, Conversations.Running.Conversations>();
    }
}
