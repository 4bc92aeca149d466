namespace Provisioning.Campaigns;

/// <summary>The change that is rolled out.</summary>
/// <param name="Type"><see cref="Firmware"/>.</param>
public sealed record CampaignChange(string Type, Guid ImageId)
{
    public const string Firmware = "firmware";
}
