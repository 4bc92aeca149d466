using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Fetching;
using Provisioning.Storage;
using Provisioning.Warnings.Fetching;
using Provisioning.Warnings.Mitigations;
using Provisioning.Warnings.Proposals;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings;

public static class WarningServices
{
    /// <summary>Adds what becomes of warnings from outside; needs <c>AddMud</c>.</summary>
    /// <param name="configuration">The root; section <c>Acs:Warnings</c> is read.</param>
    public static IServiceCollection AddWarnings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WarningOptions>().Bind(configuration.GetSection(WarningOptions.Section))
            .Validate(o => o.HostsPerDay is >= 0 and <= 100_000_000, $"{WarningOptions.Section}:HostsPerDay: write a number from 0 to 100000000.")
            .Validate(o => o.FetchEvery >= TimeSpan.FromMinutes(5), $"{WarningOptions.Section}:FetchEvery: write at least 5 minutes.")
            .ValidateOnStart();
        services.AddSingleton<WarningSources>();
        services.AddSingleton<WarningMatching>();
        services.AddSingleton<AdvisoryIntake>();
        services.AddSingleton(p => new CsafProviders(
            p.GetRequiredService<IDbContextFactory<AcsDbContext>>(), p.GetRequiredService<IGroupCommit>(), p.GetRequiredService<MudFetcher>(),
            p.GetRequiredService<AdvisoryIntake>(), p.GetRequiredService<IOptions<WarningOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WarningProposals>();
        services.AddSingleton<WarningQuestions>();
        services.AddSingleton<WarningAppeals>();
        services.AddSingleton<ProposalSweep>();
        services.AddSingleton<MitigationEnds>();
        services.AddSingleton(p => new TargetResolution(p.GetRequiredService<Mud.Names.NameLookup>()));
        services.AddSingleton<MitigationRequests>();
        return services;
    }
}
