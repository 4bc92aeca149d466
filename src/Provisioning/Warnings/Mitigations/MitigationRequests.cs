using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings.Mitigations;

/// <summary>Mitigation requests of DOTS clients (RFC 9132 §4.4): taken as warnings that propose, answered with what really became of them.</summary>
public sealed class MitigationRequests(
    IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, WarningProposals proposals, MitigationEnds ends, TargetResolution targets, IWorkSignal signal, IOptions<WarningOptions> options, TimeProvider time)
{
    /// <summary>Requests of one source that hold at once.</summary>
    public const int MostOfSource = 1000;

    /// <param name="source">By whose certificate the session stands.</param>
    public async Task<MitigationOutcome> PutAsync(WarningSourceRow source, string cuid, uint mid, MitigationScope asked, CancellationToken cancellationToken)
    {
        var (scope, unresolved) = await targets.ResolveAsync(asked, cancellationToken);
        if ((unresolved ?? MitigationRules.Wrong(scope)) is { } wrong)
        {
            return new MitigationOutcome.Invalid(wrong);
        }

        var (flows, refused) = SourceRights.Of(source, MitigationRules.Flows(scope));
        if (flows.Count == 0)
        {
            return new MitigationOutcome.Forbidden(refused!);
        }

        MitigationOutcome outcome = new MitigationOutcome.Busy();
        await commit.CommitAsync(
            async (db, token) => outcome = await PutAsync(db, source, cuid, mid, scope, flows, refused, token), cancellationToken);
        if (outcome is MitigationOutcome.Created or MitigationOutcome.Changed)
        {
            signal.FirewallDirty();
        }

        return outcome;
    }

    /// <param name="mid">Null: all of that client that hold.</param>
    public async Task<IReadOnlyList<MitigationStatus>> GetAsync(WarningSourceRow source, string cuid, uint? mid, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Of(db, source.Id, cuid).AsNoTracking().Where(w => mid == null ? w.State == WarningState.Current : w.Key == KeyOf(cuid, mid.Value)).OrderBy(w => w.Id).Take(MostOfSource).ToListAsync(cancellationToken);
        var statuses = new List<MitigationStatus>();
        foreach (var row in rows.Where(r => r.EndsAt > now && r.State is not WarningState.Withdrawn))
        {
            statuses.Add(new MitigationStatus(
                MidOf(row.Key), row.ReleasedAt, StoredScope.Read(row.Document), (int)(row.EndsAt!.Value - now).TotalSeconds, await StatusAsync(db, row, cancellationToken)));
        }

        return statuses;
    }

    /// <summary>Some request of the source holds.</summary>
    public async Task<bool> StandsAsync(WarningSourceRow source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Warnings.AnyAsync(w => w.SourceId == source.Id && w.Kind == WarningKind.Mitigation && w.State == WarningState.Current && w.EndsAt > now, cancellationToken);
    }

    /// <summary>Withdraws it: what came of it ends.</summary>
    public async Task DeleteAsync(WarningSourceRow source, string cuid, uint mid, CancellationToken cancellationToken)
    {
        await commit.CommitAsync(
            async (db, token) =>
            {
                if (await Of(db, source.Id, cuid).FirstOrDefaultAsync(w => w.Key == KeyOf(cuid, mid), token) is { State: not WarningState.Withdrawn } row)
                {
                    await ends.WithdrawAsync(db, row, source.Name, $"{source.Name} withdrew it.", token);
                }
            },
            cancellationToken);
        signal.FirewallDirty();
    }

    private async Task<MitigationOutcome> PutAsync(
        AcsDbContext db, WarningSourceRow source, string cuid, uint mid, MitigationScope scope, IReadOnlyList<AskedFlow> flows, string? refused, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lifetime = MitigationRules.Granted(scope, source.MaxLifetimeHours);
        var standing = await db.Warnings.Where(w => w.SourceId == source.Id && w.Kind == WarningKind.Mitigation && w.State == WarningState.Current && w.EndsAt > now).ToListAsync(cancellationToken);
        var document = StoredScope.Write(scope);
        if (standing.Find(w => w.Key == KeyOf(cuid, mid)) is { } same && same.Document == document)
        {
            return await RefreshAsync(db, same, source, scope, lifetime, now, cancellationToken);
        }

        foreach (var other in standing.Where(w => w.Key.StartsWith(cuid + "/", StringComparison.Ordinal) && MitigationRules.Overlap(StoredScope.Read(w.Document), scope)))
        {
            if (MidOf(other.Key) > mid)
            {
                return new MitigationOutcome.Conflict(1, MidOf(other.Key));
            }

            // RFC 9132 §4.4.1: of requests that overlap the one with the higher mid holds.
            await ends.WithdrawAsync(db, other, source.Name, $"Request {mid} stands for it now.", cancellationToken);
        }

        if (standing.Count >= MostOfSource)
        {
            return new MitigationOutcome.Busy();
        }

        var attackers = await Attackers.FindAsync(db, scope, cancellationToken);
        if (attackers.Count == 0)
        {
            return new MitigationOutcome.Invalid("source-prefix names no network of this domain");
        }

        var row = await db.Warnings.FirstOrDefaultAsync(w => w.SourceId == source.Id && w.Kind == WarningKind.Mitigation && w.Key == KeyOf(cuid, mid), cancellationToken);
        var isNew = row is null or { State: not WarningState.Current };
        if (row is null)
        {
            row = new WarningRow { Id = Guid.CreateVersion7(now), SourceId = source.Id, Kind = WarningKind.Mitigation, Key = KeyOf(cuid, mid), Title = "", Document = "", ReceivedAt = now };
            db.Warnings.Add(row);
        }

        (row.Title, row.Document, row.Flows, row.Refused, row.ReleasedAt, row.EndsAt, row.State, row.StateReason, row.MatchedAt) =
            (TitleOf(scope), document, ProposedFlows.Write(flows), refused, now, now.AddSeconds(lifetime), WarningState.Current, null, now);
        WarningEvents.Tell(db, "warning.received", $"{source.Name} asks for mitigation: {row.Title}, for {lifetime} s ({row.Key}).", now);
        await ProposeAsync(db, source, row, attackers, now, cancellationToken);
        return isNew ? new MitigationOutcome.Created(lifetime) : new MitigationOutcome.Changed(lifetime);
    }

    private async Task ProposeAsync(AcsDbContext db, WarningSourceRow source, WarningRow warning, IReadOnlyList<Attacker> attackers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scopes = SourceScope.ParseAll(source.Scopes);
        var makers = await MakersAsync(db, attackers, cancellationToken);
        var wanted = attackers.Where(a => scopes.Any(s => s.Covers(a.MudUrl, a.MudUrl is null ? null : makers.GetValueOrDefault(a.MudUrl)))).Select(a => new WarningProposalRow
        {
            Id = Guid.CreateVersion7(now), WarningId = warning.Id, SourceId = source.Id, DeviceId = a.DeviceId, Mac = a.Mac, Flows = warning.Flows, Possible = a.Mac is null,
            Hosts = a.Hosts, State = ProposalState.Open, At = now, EndsAt = Proposer.EndOf(source, warning, now),
        }).ToList();
        if (wanted.Count == 0)
        {
            (warning.State, warning.StateReason) = (WarningState.OutOfScope, $"{source.Name} may not speak about what stands there.");
            return;
        }

        await DailyReach.OpenAsync(db, source.Id, wanted, options.Value.HostsPerDay, now, cancellationToken);
        foreach (var proposal in wanted)
        {
            db.WarningProposals.Add(proposal);
            WarningEvents.Tell(db, "warning.proposal", $"{source.Name} proposes to block {warning.Title}{(proposal.Mac is null ? "" : $" for host {proposal.Mac}")}.", now, proposal.DeviceId);
            if (source.AutoAccept && proposal.State == ProposalState.Open)
            {
                await proposals.AcceptAsync(db, proposal, warning, source, source.Name, null, [], ProposalSweep.MitigationTrust, cancellationToken);
            }
        }
    }

    private static async Task<MitigationOutcome> RefreshAsync(
        AcsDbContext db, WarningRow row, WarningSourceRow source, MitigationScope scope, int lifetime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = await db.WarningProposals.Where(p => p.WarningId == row.Id && p.State != ProposalState.Withdrawn).ToListAsync(cancellationToken);
        if (there.Count > 0 && there.TrueForAll(p => p.State == ProposalState.Dismissed))
        {
            return new MitigationOutcome.Conflict(4, null);
        }

        row.EndsAt = now.AddSeconds(lifetime);
        if (scope.AttackStatus is { } attack)
        {
            // RFC 9132 §4.4.3: efficacy.
            WarningEvents.Tell(db, "warning.efficacy", $"{source.Name} says of {row.Title}: {(attack == 1 ? "still under attack" : "mitigated")}.", now);
        }

        await MitigationEnds.ExtendAsync(db, there, source.Name, row.EndsAt.Value, cancellationToken);
        return new MitigationOutcome.Changed(lifetime);
    }

    /// <summary>Honest: mitigated is only what the gateways have, and what waits for a person is being set up.</summary>
    private static async Task<int> StatusAsync(AcsDbContext db, WarningRow row, CancellationToken cancellationToken)
    {
        var there = await db.WarningProposals.AsNoTracking().Where(p => p.WarningId == row.Id && p.State != ProposalState.Withdrawn).Select(p => new { p.State, p.DeviceId }).ToListAsync(cancellationToken);
        var accepted = there.Where(p => p.State == ProposalState.Accepted).Select(p => p.DeviceId).ToList();
        if (accepted.Count > 0)
        {
            var waits = await db.Devices.AnyAsync(d => accepted.Contains(d.Id) && (d.FirewallDirty || d.Convergence != Devices.ConvergenceState.Converged), cancellationToken);
            return waits || there.Exists(p => p.State is ProposalState.Open or ProposalState.Held or ProposalState.Asked) ? 1 : 2;
        }

        return there.Exists(p => p.State is ProposalState.Open or ProposalState.Held or ProposalState.Asked) ? 1 : 6;
    }

    private static async Task<IReadOnlyDictionary<string, string?>> MakersAsync(AcsDbContext db, IReadOnlyList<Attacker> attackers, CancellationToken cancellationToken)
    {
        var urls = attackers.Select(a => a.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).Select(f => new { f.Url, f.Content }).ToListAsync(cancellationToken);
        return files.ToDictionary(f => f.Url, f => Matching.Models.Of(f.Url, f.Content).Manufacturer, StringComparer.Ordinal);
    }

    private static IQueryable<WarningRow> Of(AcsDbContext db, Guid source, string cuid) =>
        db.Warnings.Where(w => w.SourceId == source && w.Kind == WarningKind.Mitigation && w.Key.StartsWith(cuid + "/"));

    private static string KeyOf(string cuid, uint mid) => $"{cuid}/{mid}";

    private static uint MidOf(string key) => uint.Parse(key[(key.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string TitleOf(MitigationScope scope)
    {
        var title = $"attack on {string.Join(", ", scope.Targets)}{(scope.Protocols.Count == 0 ? "" : $" protocol {string.Join(", ", scope.Protocols)}")}"
            + (scope.TargetPorts.Count == 0 ? "" : $" ports {string.Join(", ", scope.TargetPorts.Select(p => p.First == p.Last ? $"{p.First}" : $"{p.First}-{p.Last}"))}");
        return title.Length <= 500 ? title : title[..500];
    }
}
