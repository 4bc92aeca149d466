namespace Provisioning.Campaigns;

/// <summary>What becomes of a device that is under way. Only the version that it reports is success, never a TransferComplete.</summary>
internal static class UnderWayDecision
{
    /// <returns>Null: it goes on.</returns>
    public static TargetMove? Decide(
        CampaignPlan plan,
        WantedChange change,
        TargetFacts target,
        bool paused,
        ScheduleInZones schedule,
        CampaignLimits limits,
        DateTimeOffset now)
    {
        if (target.Device is not { } device)
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Skip, "the device was forgotten");
        }

        if (change.IsOn(device))
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Succeed, change.Proof);
        }

        if (change.Refused(device) is { } refused)
        {
            return Failed(refused);
        }

        var attempt = limits.AttemptOf(plan);
        var startedAt = target.StartedAt ?? now;
        var still = change.Still(device);
        if (device.TransferredAt is { } transferredAt && now >= transferredAt + limits.Settle && device.LastContactAt > transferredAt)
        {
            return Failed($"{still} {Span(limits.Settle)} after it said that the transfer is done");
        }

        if (device.BegunAt is { } begunAt)
        {
            return now >= begunAt + attempt
                ? Failed($"{still} {Span(attempt)} after it took the download")
                : null;
        }

        if (paused)
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Withdraw, "the campaign was paused before the gateway began");
        }

        if (!schedule.For(device).Standing.IsOpen)
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Withdraw, "the window closed before the gateway began");
        }

        if (now < startedAt + attempt)
        {
            return null;
        }

        return device.LastContactAt > startedAt
            ? Failed($"was in contact but did not {change.FirstStep} within {Span(attempt)}")
            : new TargetMove(target.DeviceId, CampaignTargetEvent.Withdraw, $"did not answer within {Span(attempt)}", Rests: true);

        TargetMove Failed(string why) => target.Attempts > plan.Retries
            ? new TargetMove(target.DeviceId, CampaignTargetEvent.Fail, why)
            : new TargetMove(target.DeviceId, CampaignTargetEvent.Retry, $"attempt {target.Attempts} failed: {why}");
    }

    private static string Span(TimeSpan span) => span < TimeSpan.FromMinutes(2) ? $"{span.TotalSeconds:0} s" : $"{span.TotalMinutes:0} min";
}
