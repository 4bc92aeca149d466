namespace Provisioning.Campaigns;

/// <summary>What can happen to one device in a campaign.</summary>
public enum CampaignTargetEvent
{
    /// <summary>The firmware is declared for it.</summary>
    Begin,

    /// <summary>The declaration is taken back before the gateway acted on it; the attempt does not count.</summary>
    Withdraw,

    /// <summary>The attempt failed, another follows.</summary>
    Retry,

    /// <summary>The gateway reports the version.</summary>
    Succeed,

    Fail,

    Skip,
}
