using Provisioning.Campaigns.Subjects;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>Writes what was decided: targets, what the subject brings with it, history. Inside one commit.</summary>
internal sealed class CampaignChanges(TimeProvider time)
{
    private const int LongestReason = 4000;

    /// <param name="subject">Null: it is not there any more.</param>
    public async Task ApplyAsync(
        AcsDbContext db, CampaignRow campaign, CampaignSubject? subject, CampaignEvent happened, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        campaign.State = CampaignTransitions.After(campaign.State, happened);
        campaign.Reason = Short(reason);
        campaign.Revision++;
        campaign.StartedAt = happened == CampaignEvent.Start ? now : campaign.StartedAt;
        campaign.FinishedAt = campaign.State is CampaignState.Finished or CampaignState.Cancelled ? now : null;
        db.DeviceEvents.Add(new DeviceEventRow
        {
            At = now,
            Kind = "campaign." + campaign.State switch
            {
                CampaignState.Running => happened == CampaignEvent.Start ? "started" : "resumed",
                CampaignState.Paused => "paused",
                CampaignState.Finished => "finished",
                _ => "cancelled",
            },
            Text = Short($"Campaign {campaign.Name}{(reason is null ? "." : $": {reason}.")}")!,
        });
        if (subject is not null && campaign.State is CampaignState.Finished or CampaignState.Cancelled)
        {
            await (campaign.State == CampaignState.Finished ? subject.FinishAsync(db, campaign, cancellationToken) : subject.CancelAsync(db, campaign, cancellationToken));
        }
    }

    /// <returns>True where the gateway should be woken.</returns>
    public async Task<bool> ApplyAsync(
        AcsDbContext db, CampaignRow campaign, CampaignSubject? subject, CampaignTargetRow target, TargetMove move, CancellationToken cancellationToken)
    {
        target.Reason = Short(move.Reason);
        if (move.Happened is not { } happened)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var wasRunning = target.State == CampaignTargetState.Running;
        target.State = CampaignTransitions.After(target.State, happened);
        // The token of the whole campaign: two nodes never start the same device, nor more than may be under way.
        campaign.Revision++;
        if (happened == CampaignTargetEvent.Begin)
        {
            target.Attempts++;
            target.StartedAt = now;
            target.FinishedAt = null;
            Tell(db, campaign, target, "target.started", move.Reason);
            return await subject!.BeginAsync(db, campaign, target, move, cancellationToken);
        }

        target.FinishedAt = happened == CampaignTargetEvent.Withdraw && !move.Rests ? null : now;
        target.Attempts -= happened == CampaignTargetEvent.Withdraw ? 1 : 0;
        if (wasRunning || happened != CampaignTargetEvent.Skip)
        {
            Tell(db, campaign, target, "target." + Word(happened), move.Reason);
        }

        return wasRunning && subject is not null && await subject.EndAsync(db, target, happened == CampaignTargetEvent.Succeed, cancellationToken);
    }

    private void Tell(AcsDbContext db, CampaignRow campaign, CampaignTargetRow target, string kind, string reason) =>
        db.DeviceEvents.Add(new DeviceEventRow
        {
            DeviceId = target.DeviceId, At = time.GetUtcNow(), Kind = kind, Text = Short($"Campaign {campaign.Name}: {reason}.")!,
        });

    private static string Word(CampaignTargetEvent happened) => happened switch
    {
        CampaignTargetEvent.Succeed => "succeeded",
        CampaignTargetEvent.Fail => "failed",
        CampaignTargetEvent.Retry => "retried",
        CampaignTargetEvent.Withdraw => "withdrawn",
        _ => "skipped",
    };

    private static string? Short(string? text) => text is { Length: > LongestReason } ? text[..LongestReason] : text;
}
