using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Flows;
using Provisioning.Jobs;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Hosts;
using Provisioning.Mud.Names;
using Provisioning.Mud.Names.Dangers;
using Provisioning.Mud.Names.Gateways;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;

namespace Provisioning.Mud;

public static class MudServices
{
    /// <summary>
    /// Brings <see cref="IHostSync"/>, <see cref="MudRefresh"/> and <see cref="NameResolution"/>, and checks
    /// <see cref="MudOptions"/> at start. Needs a context factory, <see cref="IGroupCommit"/> and <see cref="IWorkSignal"/>.
    /// </summary>
    /// <param name="configuration">The root; the section is <c>Acs:Mud</c>.</param>
    public static IServiceCollection AddMud(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MudOptions>().Bind(configuration.GetSection(MudOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MudOptions>, MudOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IHostSync, HostSync>();
        services.AddSingleton<Questions.SubscriberQuestions>();
        services.AddSingleton<Questions.Asking.AutomaticQuestions>();
        services.AddSingleton<Questions.ToldMakers>();
        services.AddSingleton(p => Fingerprints.FingerprintFiles.Read(p.GetRequiredService<IOptions<ProvisioningOptions>>().Value.DataDirectory));
        services.AddSingleton<Versions.MudVersions>();
        services.AddSingleton<HostProposals>();
        services.AddSingleton<HostModels>();
        services.AddSingleton<Certificates.DeviceAnchors>();
        services.AddSingleton<Certificates.HostCertificates>();
        services.AddSingleton<FixedNames>();
        services.AddSingleton<MudFetcher>();
        services.AddSingleton<MudSignatureVerifier>();
        services.AddSingleton<MudRetrieval>();
        services.AddSingleton<NameLookup>();
        services.AddSingleton(p => new MudRefresh(
            p.GetRequiredService<IDbContextFactory<AcsDbContext>>(),
            p.GetRequiredService<IGroupCommit>(),
            p.GetRequiredService<IWorkSignal>(),
            p.GetRequiredService<MudRetrieval>(),
            p.GetRequiredService<IOptions<MudOptions>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<MudRefresh>>()));
        services.AddSingleton(p => new NameResolution(
            p.GetRequiredService<IDbContextFactory<AcsDbContext>>(),
            p.GetRequiredService<IGroupCommit>(),
            p.GetRequiredService<IWorkSignal>(),
            p.GetRequiredService<NameLookup>(),
            p.GetRequiredService<IOptions<MudOptions>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<NameResolution>>()));
        services.AddSingleton<GatewayNameNeeds>();
        services.AddSingleton<GatewayNameAnswers>();
        services.AddSingleton<GatewayNameQuestions>();
        services.AddSingleton(p => new GatewayNames(
            p.GetRequiredService<GatewayNameNeeds>(), p.GetRequiredService<GatewayNameAnswers>(), p.GetRequiredService<GatewayNameQuestions>(), p.GetRequiredService<IOptions<MudOptions>>()));
        services.AddSingleton(p => new FileNames(p.GetRequiredService<IDbContextFactory<AcsDbContext>>(), p.GetRequiredService<ExposureCatalogue>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}
