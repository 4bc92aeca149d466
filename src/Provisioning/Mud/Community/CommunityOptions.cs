namespace Provisioning.Mud.Community;

/// <summary><c>Acs:Mud:Community</c>.</summary>
public sealed class CommunityOptions
{
    public CommunityMode Mode { get; set; } = CommunityMode.Reviewed;

    /// <summary>What is done at most about a host without a MUD URL whose model is only recognised by how it looks. Whose model a person said has its own mode.</summary>
    public MudMode RecognisedMode { get; set; } = MudMode.Observe;

    /// <summary>So many must have submitted the same packets before a review puts a profile in force: 1 to 1000.</summary>
    public int Submitters { get; set; } = 3;
}
