using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Proposals;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings;

/// <summary>Takes advisories in: a newer version replaces, an older one is refused. <see cref="WarningMatching"/> says then what they concern.</summary>
public sealed class AdvisoryIntake(IGroupCommit commit, TimeProvider time)
{
    /// <summary>Flows that one warning may ask to have blocked.</summary>
    public const int MaxFlows = SubscriberQuestions.MaxFlows;

    /// <param name="json">CSAF 2.0, as it came.</param>
    /// <param name="flows">What the source asks to have blocked where it applies; none: nothing, it only warns.</param>
    public async Task<AdvisoryOutcome> TakeAsync(WarningSourceRow source, byte[] json, IReadOnlyList<AskedFlow> flows, CancellationToken cancellationToken)
    {
        var (advisory, errors) = CsafParser.Parse(json);
        if (advisory is null)
        {
            return new AdvisoryOutcome.Refused(errors);
        }

        var now = time.GetUtcNow();
        var (allowed, refused) = SourceRights.Of(source, flows);
        AdvisoryOutcome outcome = new AdvisoryOutcome.Refused([]);
        await commit.CommitAsync(
            async (db, token) =>
            {
                var row = await db.Warnings.FirstOrDefaultAsync(w => w.SourceId == source.Id && w.Kind == WarningKind.Advisory && w.Key == advisory.Id, token);
                var order = row is null ? 1 : DocumentVersion.Compare(advisory.Version, row.Version);
                if (row is not null && (order < 0 || (order == 0 && row.Flows == ProposedFlows.Write(allowed))))
                {
                    outcome = order < 0 ? new AdvisoryOutcome.Older(row.Id, row.Version) : new AdvisoryOutcome.Known(row.Id);
                    return;
                }

                if (row is null)
                {
                    row = new WarningRow { Id = Guid.CreateVersion7(now), SourceId = source.Id, Kind = WarningKind.Advisory, Key = advisory.Id, Title = advisory.Title, Document = "", ReceivedAt = now };
                    db.Warnings.Add(row);
                }

                (row.Title, row.Version, row.Summary, row.Score, row.ReleasedAt) = (advisory.Title, advisory.Version, advisory.Summary, advisory.Score, advisory.ReleasedAt);
                (row.Document, row.Flows, row.Refused, row.State, row.StateReason, row.MatchedAt) =
                    (System.Text.Encoding.UTF8.GetString(json), ProposedFlows.Write(allowed), Cut(refused), WarningState.Current, null, null);
                WarningEvents.Tell(db, "warning.received", $"{source.Name} warns: {advisory.Title} ({advisory.Id}, version {advisory.Version}, published by {advisory.Publisher}).{(refused is null ? "" : $" Not asked for: {refused}.")}", now);
                outcome = new AdvisoryOutcome.Taken(row.Id);
            },
            cancellationToken);
        return outcome;
    }

    private static string? Cut(string? text) => text is { Length: > 1000 } ? text[..1000] : text;
}
