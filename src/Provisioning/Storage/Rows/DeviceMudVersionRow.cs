namespace Provisioning.Storage.Rows;

/// <summary>A gateway that has another version of a MUD file than the one in force: a campaign brings it there first.</summary>
public sealed class DeviceMudVersionRow
{
    public long DeviceId { get; set; }

    /// <summary><see cref="MudFileRow.Id"/>; key with the device.</summary>
    public long MudFileId { get; set; }

    /// <summary>Of the version, hex.</summary>
    public required string Sha256 { get; set; }

    public Guid CampaignId { get; set; }
}
