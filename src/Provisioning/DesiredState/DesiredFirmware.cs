namespace Provisioning.DesiredState;

/// <summary>A firmware that a campaign wants on a device now: present only while its window is open.</summary>
/// <param name="CampaignId">Who wants it.</param>
/// <param name="Version">The version that the gateway must report afterwards.</param>
/// <param name="CommandKey">One per attempt: the same key is never downloaded twice.</param>
public sealed record DesiredFirmware(
    Guid CampaignId,
    string Version,
    string FileType,
    Uri Url,
    string Username,
    string Password,
    long FileSize,
    string Sha256,
    string FileName,
    string CommandKey)
{
    /// <summary>When the window that it was begun in closes; null: no window. A gateway that takes windows is not told to start it later.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}
