using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>
/// Has the gateways compiled again whose hosts a profile narrows, where the configuration says otherwise than when that was done last. A page at
/// a time; what it did is remembered at its end, so one that was broken off begins anew.
/// </summary>
public sealed class CommunityFollowing(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IWorkSignal signal, IOptions<MudOptions> options, TimeProvider time)
{
    private const string Fact = "mud.community";
    private const int Page = 1000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var community = options.Value.Community;
        var now = $"{community.Mode} {community.RecognisedMode}";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await db.ServerFacts.Where(f => f.Name == Fact).Select(f => f.Value).FirstOrDefaultAsync(cancellationToken);
        if (before == now)
        {
            return;
        }

        var marked = 0;
        for (long last = 0; ;)
        {
            var from = last;
            var page = await Concerned(db).Where(d => d.Id > from).OrderBy(d => d.Id).Select(d => d.Id).Take(Page).ToListAsync(cancellationToken);
            if (page.Count > 0)
            {
                await commit.CommitAsync(
                    (write, token) => write.Devices.Where(d => page.Contains(d.Id)).ExecuteUpdateAsync(
                        d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), token),
                    cancellationToken);
                marked += page.Count;
            }

            if (page.Count < Page)
            {
                break;
            }

            last = page[^1];
        }

        await commit.CommitAsync(
            async (write, token) =>
            {
                if (await write.ServerFacts.FirstOrDefaultAsync(f => f.Name == Fact, token) is { } fact)
                {
                    fact.Value = now;
                }
                else
                {
                    write.ServerFacts.Add(new ServerFactRow { Name = Fact, Value = now });
                }

                if (marked > 0)
                {
                    write.DeviceEvents.Add(new DeviceEventRow { At = time.GetUtcNow(), Kind = "mud.profile", Text = $"{MudOptions.Section}:Community is {now} now; {marked} gateways are worked out anew." });
                }
            },
            cancellationToken);
        if (marked > 0)
        {
            signal.FirewallDirty();
        }
    }

    private static IQueryable<DeviceRow> Concerned(AcsDbContext db)
    {
        var profiles = db.CommunityProfiles.Where(p => p.State == CommunityState.InForce);
        return db.Devices.Where(d => db.Hosts.Any(h => h.DeviceId == d.Id && (h.MudUrl != null ? profiles.Any(p => p.MudUrl == h.MudUrl) : h.Model != null && profiles.Any(p => p.MudUrl == null && p.Model == h.Model))));
    }
}
