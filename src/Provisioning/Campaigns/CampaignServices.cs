using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Firmware;
using Provisioning.Jobs;
using Provisioning.Storage;

namespace Provisioning.Campaigns;

/// <summary>Puts campaigns and the firmware catalogue together.</summary>
public static class CampaignServices
{
    /// <summary>Needs <c>AddProvisioning</c>, an <see cref="IWorkSignal"/> and a <see cref="TimeProvider"/>.</summary>
    /// <param name="configuration">The root; <c>Acs:Campaigns</c> and <c>Acs:Firmware</c> are read.</param>
    public static IServiceCollection AddCampaigns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CampaignOptions>().Bind(configuration.GetSection(CampaignOptions.Section))
            .Validate(o => o.AbsentAfterHours >= 1, "Acs:Campaigns:AbsentAfterHours: must be at least 1.")
            .Validate(o => o.VerificationTimeout > TimeSpan.Zero, "Acs:Campaigns:VerificationTimeout: must be a span above zero, 01:00:00.")
            .Validate(o => o.SettleTime > TimeSpan.Zero, "Acs:Campaigns:SettleTime: must be a span above zero, 00:10:00.").ValidateOnStart();
        services.AddOptions<FirmwareOptions>().Bind(configuration.GetSection(FirmwareOptions.Section))
            .Validate(o => o.MaxImageBytes >= 1, "Acs:Firmware:MaxImageBytes: must be at least 1.").ValidateOnStart();
        services.AddSingleton<FirmwareStore>();
        services.AddSingleton<FirmwareCatalogue>();
        services.AddSingleton<Diagnostics.SpeedTestLinks>();
        services.AddSingleton<CampaignChanges>();
        services.AddSingleton<Subjects.CampaignSubjects>();
        services.AddSingleton<DevicesUnderWay>();
        // It needs the signal, the signal's host may need the writer: built when there is something to hear.
        services.AddSingleton<ICommitListener>(p => new LateListener(p.GetRequiredService<DevicesUnderWay>));
        services.AddSingleton(p => new CampaignTick(
            p.GetRequiredService<IDbContextFactory<AcsDbContext>>(), p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<CampaignChanges>(), p.GetRequiredService<Subjects.CampaignSubjects>(),
            p.GetRequiredService<DevicesUnderWay>(), p.GetRequiredService<IWorkSignal>(), p.GetRequiredService<IOptions<CampaignOptions>>(), p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<CampaignTick>>()));
        services.AddSingleton(p => new CampaignService(
            p.GetRequiredService<IDbContextFactory<AcsDbContext>>(), p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<CampaignTick>(),
            p.GetRequiredService<CampaignChanges>(), p.GetRequiredService<Subjects.CampaignSubjects>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }
}
