namespace Provisioning.Campaigns;

/// <summary><c>Acs:Campaigns</c>.</summary>
public sealed class CampaignOptions
{
    public const string Section = "Acs:Campaigns";

    /// <summary>A gateway not seen for so many hours is not waited for: the next ring begins without it.</summary>
    public int AbsentAfterHours { get; set; } = 48;

    /// <summary>How long an attempt may take until the gateway reports the version, where the plan has no <c>attemptMinutes</c>.</summary>
    public TimeSpan VerificationTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A gateway that says the transfer is done, is in contact, and still reports the old version so long after, has failed.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMinutes(10);
}
