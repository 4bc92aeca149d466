namespace Provisioning.Mud.Community;

/// <summary><c>Acs:Mud:Community</c>.</summary>
public sealed class CommunityOptions
{
    public CommunityMode Mode { get; set; } = CommunityMode.Reviewed;

    /// <summary>So many must have submitted the same packets before a review puts a profile in force: 1 to 1000.</summary>
    public int Submitters { get; set; } = 3;
}
