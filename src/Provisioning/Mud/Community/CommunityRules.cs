using Provisioning.Mud.Difference;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Community;

/// <summary>When a profile counts. Pure.</summary>
public static class CommunityRules
{
    /// <summary>They let the same packets through, however they are written.</summary>
    /// <returns>Null: they are too large to be compared.</returns>
    public static bool? AreSame(MudFile one, MudFile other) => MudDifference.Of(one, other)?.IsNone;

    /// <summary>After an operator agreed. One submitter alone narrows nobody's firewall, unless the operator says so on record.</summary>
    public static CommunityState Agreed(int submitters, int needed, bool overridden) =>
        overridden || submitters >= needed ? CommunityState.InForce : CommunityState.Reviewed;

    /// <summary>After a submitter came or went. What is in force stays so until an operator withdraws it; nobody's going widens anything.</summary>
    public static CommunityState Counted(CommunityState state, int submitters, int needed, bool overridden) => state switch
    {
        CommunityState.Submitted or CommunityState.Reviewed when submitters == 0 => CommunityState.Withdrawn,
        CommunityState.Reviewed => Agreed(submitters, needed, overridden),
        _ => state,
    };
}
