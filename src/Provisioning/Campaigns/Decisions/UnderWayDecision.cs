using Provisioning.Devices;

namespace Provisioning.Campaigns;

/// <summary>What becomes of a device that is under way. Only the version that it reports is success, never a TransferComplete.</summary>
internal static class UnderWayDecision
{
    /// <returns>Null: it goes on.</returns>
    public static TargetMove? Decide(
        CampaignPlan plan, WantedImage image, TargetFacts target, bool paused, ScheduleInZones schedule, DateTimeOffset now)
    {
        if (target.Device is not { } device)
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Skip, "the device was forgotten");
        }

        if (image.Runs(device))
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Succeed, $"reports {image.Version}");
        }

        if (device.Convergence == ConvergenceState.Faulted)
        {
            return Failed(device.ConvergenceReason ?? "the gateway refused");
        }

        var attempt = TimeSpan.FromMinutes(plan.AttemptMinutes);
        var startedAt = target.StartedAt ?? now;
        if (device.BegunAt is { } begunAt)
        {
            return now >= begunAt + attempt
                ? Failed($"still reports {device.SoftwareVersion ?? "no version"} {plan.AttemptMinutes} min after it took the download")
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
            ? Failed($"was in contact but did not take the download within {plan.AttemptMinutes} min")
            : new TargetMove(target.DeviceId, CampaignTargetEvent.Withdraw, $"did not answer within {plan.AttemptMinutes} min", Rests: true);

        TargetMove Failed(string why) => target.Attempts > plan.Retries
            ? new TargetMove(target.DeviceId, CampaignTargetEvent.Fail, why)
            : new TargetMove(target.DeviceId, CampaignTargetEvent.Retry, $"attempt {target.Attempts} failed: {why}");
    }
}
