namespace Provisioning.Mud.Community;

/// <summary>Where a profile of the community stands.</summary>
public enum CommunityState
{
    /// <summary>Nobody has looked at it yet.</summary>
    Submitted,

    /// <summary>An operator agrees to it; it waits for more submitters.</summary>
    Reviewed,

    /// <summary>It narrows what hosts under its MUD URL, or of its model, may do.</summary>
    InForce,

    /// <summary>An operator does not want it. The same packets do not come back as a question.</summary>
    Refused,

    /// <summary>Taken back by an operator or by all of its submitters, or another took its place.</summary>
    Withdrawn,
}
