namespace Provisioning.Mud.Community;

/// <summary>Whether profiles of the community count.</summary>
public enum CommunityMode
{
    /// <summary>They are kept, and narrow nothing.</summary>
    Off,

    /// <summary>Those that an operator has put in force.</summary>
    Reviewed,
}
