namespace Provisioning.Campaigns;

/// <summary>What the installation sets for all campaigns.</summary>
/// <param name="AbsentAfter">A gateway not seen for so long is not waited for.</param>
/// <param name="Attempt">How long an attempt may take, where the plan does not say.</param>
/// <param name="Settle">From a finished transfer to the version that the gateway reports.</param>
public sealed record CampaignLimits(TimeSpan AbsentAfter, TimeSpan Attempt, TimeSpan Settle)
{
    public static CampaignLimits Of(CampaignOptions options) =>
        new(TimeSpan.FromHours(options.AbsentAfterHours), options.VerificationTimeout, options.SettleTime);

    public TimeSpan AttemptOf(CampaignPlan plan) => plan.AttemptMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : Attempt;
}
