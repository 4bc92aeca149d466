using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Proposals;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings;

/// <summary>
/// Holds advisories against the models that there are: new advisories against all models, new models against all advisories. Idempotent; what a
/// lost run left is found by the next.
/// </summary>
public sealed class WarningMatching(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IOptions<WarningOptions> options, TimeProvider time) : IDisposable
{
    private const int Page = 50;

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var models = await Models.ReadAsync(db, cancellationToken);
            await SeeModelsAsync(db, models, cancellationToken);
            while (await db.Warnings.AsNoTracking().Where(w => w.Kind == WarningKind.Advisory && w.MatchedAt == null).OrderBy(w => w.Id).Take(Page).ToListAsync(cancellationToken) is { Count: > 0 } page)
            {
                foreach (var warning in page)
                {
                    await MatchAsync(warning, models, cancellationToken);
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Advisories that speak of a model that was not here, or that says something else of itself, are held against the models anew.</summary>
    private async Task SeeModelsAsync(AcsDbContext db, IReadOnlyList<KnownModel> models, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var facts = models.DistinctBy(m => Models.HashOf(m.Thing), StringComparer.Ordinal).ToDictionary(m => Models.HashOf(m.Thing), m => m.Thing, StringComparer.Ordinal);
        var seen = (await db.WarnedSubjects.AsNoTracking().Select(s => s.Facts).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var fresh = facts.Where(f => !seen.Contains(f.Key)).ToList();
        var gone = seen.Where(s => !facts.ContainsKey(s)).ToList();
        if (fresh.Count + gone.Count == 0)
        {
            return;
        }

        var concerned = await ConcernedAsync(db, [.. fresh.Select(f => f.Value)], cancellationToken);
        await commit.CommitAsync(
            async (write, token) =>
            {
                foreach (var page in gone.Chunk(500))
                {
                    await write.WarnedSubjects.Where(s => page.Contains(s.Facts)).ExecuteDeleteAsync(token);
                }

                // Another node may have seen them meanwhile.
                var there = (await write.WarnedSubjects.Select(s => s.Facts).ToListAsync(token)).ToHashSet(StringComparer.Ordinal);
                write.WarnedSubjects.AddRange(fresh.Where(f => !there.Contains(f.Key)).Select(f => new WarnedSubjectRow { Facts = f.Key, At = now }));
                foreach (var page in concerned.Chunk(500))
                {
                    await write.Warnings.Where(w => page.Contains(w.Id)).ExecuteUpdateAsync(w => w.SetProperty(x => x.MatchedAt, (DateTimeOffset?)null), token);
                }
            },
            cancellationToken);
    }

    /// <summary>Those that speak of one of these things, and those that spoke of the model while it said something else.</summary>
    private static async Task<IReadOnlySet<Guid>> ConcernedAsync(AcsDbContext db, IReadOnlyList<Thing> things, CancellationToken cancellationToken)
    {
        var urls = things.Select(t => t.MudUrl).OfType<string>().ToList();
        var concerned = (await db.WarningMatches.Where(m => m.MudUrl != null && urls.Contains(m.MudUrl)).Select(m => m.WarningId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        var advisories = db.Warnings.AsNoTracking().Where(w => w.Kind == WarningKind.Advisory && w.MatchedAt != null).OrderBy(w => w.Id);
        for (var at = 0; things.Count > 0; at += Page)
        {
            var page = await advisories.Skip(at).Take(Page).Select(w => new { w.Id, w.Document }).ToListAsync(cancellationToken);
            foreach (var warning in page)
            {
                if (CsafParser.Parse(Encoding.UTF8.GetBytes(warning.Document)).Advisory is { } advisory && things.Any(t => AdvisoryMatch.Of(advisory, t) is not null))
                {
                    concerned.Add(warning.Id);
                }
            }

            if (page.Count < Page)
            {
                break;
            }
        }

        return concerned;
    }

    private async Task MatchAsync(WarningRow read, IReadOnlyList<KnownModel> models, CancellationToken cancellationToken)
    {
        var advisory = CsafParser.Parse(Encoding.UTF8.GetBytes(read.Document)).Advisory;
        var found = advisory is null ? [] : models.Select(m => (Model: m, Match: AdvisoryMatch.Of(advisory, m.Thing))).Where(m => m.Match is not null).ToList();
        await using var before = await contexts.CreateDbContextAsync(cancellationToken);
        var named = advisory is null ? [] : await NamedHosts.FindAsync(before, advisory, cancellationToken);
        await commit.CommitAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                // Of two nodes one takes it.
                if (await db.Warnings.Where(w => w.Id == read.Id && w.Version == read.Version && w.MatchedAt == null).ExecuteUpdateAsync(w => w.SetProperty(x => x.MatchedAt, now), token) == 0)
                {
                    return;
                }

                var warning = await db.Warnings.FirstAsync(w => w.Id == read.Id, token);
                var source = await db.WarningSources.FirstAsync(s => s.Id == warning.SourceId, token);

                var scopes = SourceScope.ParseAll(source.Scopes);
                var rows = found.ConvertAll(f => Row(warning.Id, f.Model.Thing, f.Match!, scopes.Any(s => s.Covers(f.Model.Thing.MudUrl, f.Model.Thing.Manufacturer))));
                await db.WarningMatches.Where(m => m.WarningId == warning.Id).ExecuteDeleteAsync(token);
                db.WarningMatches.AddRange(rows);
                var outside = rows.Count > 0 && rows.TrueForAll(r => !r.InScope);
                if (warning.State is WarningState.Current or WarningState.OutOfScope)
                {
                    (warning.State, warning.StateReason) = outside
                        ? (WarningState.OutOfScope, $"None of the {rows.Count} models that it names is one that {source.Name} may speak about.")
                        : (WarningState.Current, null);
                }

                var hosts = found.Where(f => f.Model.Thing.MudUrl is not null).ToDictionary(f => f.Model.Thing.MudUrl!, f => f.Model.Count, StringComparer.Ordinal);
                await ProposeAsync(db, source, warning, [.. Proposer.Of(source, warning, rows, hosts, now), .. Proposer.Of(source, warning, scopes, named, now)], now, token);
            },
            cancellationToken);
    }

    /// <summary>What is open and not proposed any more is withdrawn; what a person decided stays decided.</summary>
    private async Task ProposeAsync(AcsDbContext db, WarningSourceRow source, WarningRow warning, IReadOnlyList<WarningProposalRow> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = await db.WarningProposals.Where(p => p.WarningId == warning.Id).ToListAsync(cancellationToken);
        foreach (var old in there.Where(p => p.State is ProposalState.Open or ProposalState.Held && wanted.All(w => !IsSame(w, p))))
        {
            (old.State, old.Reason, old.DecidedAt, old.DecidedBy) = (ProposalState.Withdrawn, "The warning does not say so any more.", now, source.Name);
        }

        var fresh = wanted.Where(w => there.TrueForAll(p => !IsSame(p, w) || p.State == ProposalState.Withdrawn)).OrderBy(w => w.MudUrl is null).ThenBy(w => w.MudUrl, StringComparer.Ordinal).ToList();
        await DailyReach.OpenAsync(db, source.Id, fresh, options.Value.HostsPerDay, now, cancellationToken);
        foreach (var proposal in fresh)
        {
            db.WarningProposals.Add(proposal);
            WarningEvents.Tell(db, "warning.proposal", $"{source.Name} proposes for {(proposal.MudUrl is { } url ? $"{proposal.Hosts} hosts under {url}" : $"host {proposal.Mac}, by its name only")}: {warning.Title}{(proposal.State == ProposalState.Held ? $" Held: {proposal.Reason}" : "")}", now, proposal.DeviceId);
        }
    }

    private static bool IsSame(WarningProposalRow one, WarningProposalRow other) =>
        (one.MudUrl, one.DeviceId, one.Mac, one.Flows) == (other.MudUrl, other.DeviceId, other.Mac, other.Flows);

    private static string? First(IReadOnlyList<string> texts) => texts.Count > 0 ? texts[0] : null;

    private static WarningMatchRow Row(Guid warning, Thing thing, ThingMatch match, bool inScope) => new()
    {
        WarningId = warning, MudUrl = thing.MudUrl, Status = match.Status, Confidence = match.Confidence, InScope = inScope, Reason = match.Reason.Length <= 1000 ? match.Reason : match.Reason[..1000],
        Manufacturer = thing.MudUrl is null ? thing.Manufacturer : null, ProductClass = thing.MudUrl is null ? First(thing.Models) : null,
        SoftwareVersion = thing.MudUrl is null ? First(thing.Versions) : null,
    };
}
