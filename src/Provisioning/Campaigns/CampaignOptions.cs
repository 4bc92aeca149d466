namespace Provisioning.Campaigns;

/// <summary><c>Acs:Campaigns</c>.</summary>
public sealed class CampaignOptions
{
    public const string Section = "Acs:Campaigns";

    /// <summary>A gateway not seen for so many hours is not waited for: the next ring begins without it.</summary>
    public int AbsentAfterHours { get; set; } = 48;
}
