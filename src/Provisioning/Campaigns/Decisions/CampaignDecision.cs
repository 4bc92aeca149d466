namespace Provisioning.Campaigns;

/// <summary>
/// What a campaign does now. Pure: the same function decides and explains. The order is always the same:
/// <code>
///  1 cancelled    whatever has not ended is skipped
///  2 under way    verified, failed, retried, or withdrawn where window or pause came first
///  3 stop rules   enough failures pause the campaign, and nothing begins
///  4 finished     nothing pending, nothing under way
///  5 pending      ring, rest, presence, window, spread, slot: the first that says no is the device's reason
/// </code>
/// It looks at a page of targets; the counts of the whole campaign come with the standing.
/// </summary>
public static class CampaignDecision
{
    public static CampaignMove Tick(
        CampaignPlan plan,
        WantedChange change,
        CampaignStanding standing,
        IReadOnlyList<TargetFacts> targets,
        CampaignLimits limits,
        DateTimeOffset now)
    {
        var schedule = new ScheduleInZones(plan, now);
        switch (standing.State)
        {
            case CampaignState.Cancelled:
                return new CampaignMove(null, null, [.. targets.Where(IsOpen).Select(t =>
                    new TargetMove(t.DeviceId, CampaignTargetEvent.Skip, "the campaign was cancelled"))]);
            case CampaignState.Paused:
                return new CampaignMove(null, null, [.. UnderWay(true)]);
            case CampaignState.Running:
                break;
            default:
                return new CampaignMove(null, null, []);
        }

        var moves = UnderWay(false).ToList();
        var failed = moves.Count(m => m.Happened == CampaignTargetEvent.Fail);
        if (plan.StopRules.Broken(standing.Failures + failed, standing.RecentFailures + failed) is { } broken)
        {
            return new CampaignMove(CampaignEvent.Pause, broken, moves);
        }

        if (standing.Running == 0 && standing.Pending == 0)
        {
            return new CampaignMove(CampaignEvent.Finish, "every device has ended", moves);
        }

        var free = plan.Concurrency - standing.Running + moves.Count(m => m.Happened is not null);
        var pending = new PendingDecision(plan, change, standing, schedule, limits.AbsentAfter, now);
        foreach (var target in targets.Where(t => t.State == CampaignTargetState.Pending))
        {
            var move = pending.Decide(target, free > 0);
            free -= move.Happened == CampaignTargetEvent.Begin ? 1 : 0;
            if (move.Happened is not null || move.Reason != target.Reason)
            {
                moves.Add(move);
            }
        }

        return new CampaignMove(null, null, moves, free <= 0);

        IEnumerable<TargetMove> UnderWay(bool paused) => targets
            .Where(t => t.State == CampaignTargetState.Running)
            .Select(t => UnderWayDecision.Decide(plan, change, t, paused, schedule, limits, now))
            .OfType<TargetMove>();
    }

    private static bool IsOpen(TargetFacts target) => target.State is CampaignTargetState.Pending or CampaignTargetState.Running;
}
