namespace Provisioning.Campaigns;

/// <summary>The change that is rolled out.</summary>
/// <param name="Type"><see cref="Firmware"/> or <see cref="Mud"/>.</param>
/// <param name="ImageId">Firmware: of the catalogue.</param>
/// <param name="Url">MUD: of the file.</param>
/// <param name="Sha256">MUD: of the version that waits, hex.</param>
public sealed record CampaignChange(string Type, Guid? ImageId = null, string? Url = null, string? Sha256 = null)
{
    public const string Firmware = "firmware";
    public const string Mud = "mud";
}
