using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Administration;
using Provisioning.BulkData;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Devices.Trust;
using Provisioning.Firmware;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Nodes;
using Provisioning.Transfers;

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
        services.AddSingleton<ThisNode>(p => new ThisNode(p.GetRequiredService<IOptions<ProvisioningOptions>>()));
        services.AddSingleton<NodeLeases>();
        services.AddSingleton(p => new OtherNodes(p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<ThisNode>(), p.GetRequiredService<TimeProvider>()));

        // First registered, last stopped: it writes what the others still bring while they stop.
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<IGroupCommit>(p => p.GetRequiredService<GroupCommit>());
        services.AddHostedService(p => p.GetRequiredService<GroupCommit>());
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(p => p.GetRequiredService<ChangeFeed>());
        services.AddDevices(configuration);
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddSingleton<FileKey>();
        services.AddSingleton<FirmwareLinks>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<DeviceFiles>();
        services.AddSingleton<TransferRecords>();
        services.AddSingleton<ITransferRecords>(p => p.GetRequiredService<TransferRecords>());
        services.AddSingleton<OpeningTransfers>();
        services.AddSingleton<TransferDeadlines>();
        services.AddBulkData(configuration);
        services.AddConversations();
        services.AddSingleton<Mud.Composition.PolicyEntries>();
        services.AddSingleton<Mud.Composition.PolicyAppeals>();
        services.AddSingleton<Mud.Community.CommunityProfiles>();
        services.AddSingleton<Mud.Community.CommunityFollowing>();
        services.AddSingleton<Mud.Community.CommunitySubmitters>();
        services.AddSingleton<Mud.Modes.HostModes>();
        services.AddSingleton<Mud.Modes.SubscriberLinks>();
        services.AddSingleton<Firewall.Trials.LostFirewalls>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<WakeRequests>();
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<WakeRequests>));
        services.AddSingleton<Retention>();
        services.AddSingleton(p => new FleetAdministration(
            p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<IWorkSignal>(), p.GetRequiredService<IDeviceChanges>(),
            p.GetRequiredService<SecretBox>(), p.GetRequiredService<Mud.Modes.HostModes>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new DeviceRegistration(
            p.GetRequiredService<FleetAdministration>(), p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<SecretBox>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void AddDevices(this IServiceCollection services, IConfiguration configuration)
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
        services.AddOptions<QuirkOptions>().Bind(configuration.GetSection(ProvisioningOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuirkOptions>, QuirkOptionsValidator>();
        services.AddSingleton<QuirkCatalogue>();
        services.AddSingleton<DataModels.Import.ModelStore>();
        services.AddSingleton<DataModels.Capabilities.CapabilityMaps>();
        services.AddSingleton(p => new DataModels.Capabilities.CapabilityReader(p.GetRequiredService<DataModels.Capabilities.CapabilityMaps>()));
        services.AddSingleton<Conversations.Running.ContactOddities>();
        services.AddSingleton<QuirkSightings>();
        services.AddSingleton<IQuirkSightings>(p => p.GetRequiredService<QuirkSightings>());
        services.AddHostedService(p => p.GetRequiredService<QuirkSightings>());
        services.AddSingleton<IServerSecrets, ServerSecrets>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<IAccessLog>(p => p.GetRequiredService<AccessLog>());
        services.AddHostedService(p => p.GetRequiredService<AccessLog>());

        // Caches hear of every commit, through a door that GroupCommit does not have to build them for.
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<KnownDevices>));
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<DeviceCredentials>));
    }

    private static void AddConversations(this IServiceCollection services)
    {
        services.AddSingleton(_ => new DocumentCache());
        services.AddSingleton<WorkspaceLoader>();
        services.AddSingleton<DeviceFinder>();
        services.AddSingleton<OtherProtocol>();
        services.AddSingleton<TrustNews>();

        // The USP controller brings its own; without it no agent knows this server.
        services.TryAddSingleton(new ControllerEndpoint(""));
        services.AddSingleton<HostNews>();
        services.AddSingleton<PushedFirewalls>();
        services.AddSingleton<FreshLinks>();
        services.AddSingleton<IWakeTargets, WakeTargets>();
        services.AddSingleton<IReachRecords, ReachRecords>();
        services.AddSingleton(provider => new RequestedContacts(provider.GetRequiredService<ThisNode>()));
        // The host has the last word.
        services.AddSingleton(new StunPolicy(null, 0, 0, 0));
        services.AddSingleton(new XmppPolicy(null));
        services.AddSingleton(new AddressingPolicy(ByNumber: true, AutoCreate: null));
        services.AddSingleton<Presence>();
        services.AddHostedService(p => p.GetRequiredService<Presence>());
        services.AddSingleton<ConversationLog>();
        services.AddHostedService(p => p.GetRequiredService<ConversationLog>());
        services.AddSingleton<IConversations, Conversations.Running.Conversations>();
    }
}
