namespace Provisioning.Campaigns;

/// <summary>How many devices of one ring are where.</summary>
/// <param name="Present">Pending, and seen lately.</param>
/// <param name="Absent">Pending, but not seen for so long that the next ring does not wait for them.</param>
/// <param name="Ended">Succeeded, failed or skipped.</param>
public sealed record RingStanding(int Ring, int Present, int Absent, int Running, int Ended)
{
    public bool Done => Present == 0 && Running == 0;
}
