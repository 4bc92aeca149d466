using State = Provisioning.Campaigns.CampaignState;
using Target = Provisioning.Campaigns.CampaignTargetState;

namespace Provisioning.Campaigns;

/// <summary>The legal transitions, all of them. Any other throws: it is a bug, or a request that was checked too late.</summary>
public static class CampaignTransitions
{
    public static bool Allows(State state, CampaignEvent happened) => Find(state, happened) is not null;

    /// <exception cref="InvalidOperationException">The event cannot happen in that state.</exception>
    public static State After(State state, CampaignEvent happened) =>
        Find(state, happened) ?? throw new InvalidOperationException($"a campaign that is {state} cannot {happened}");

    public static bool Allows(Target state, CampaignTargetEvent happened) => Find(state, happened) is not null;

    /// <exception cref="InvalidOperationException">The event cannot happen in that state.</exception>
    public static Target After(Target state, CampaignTargetEvent happened) =>
        Find(state, happened) ?? throw new InvalidOperationException($"a target that is {state} cannot {happened}");

    private static State? Find(State state, CampaignEvent happened) => (state, happened) switch
    {
        (State.Draft, CampaignEvent.Start) => State.Running,
        (State.Running, CampaignEvent.Pause) => State.Paused,
        (State.Paused, CampaignEvent.Resume) => State.Running,
        (State.Running, CampaignEvent.Finish) => State.Finished,
        (State.Draft or State.Running or State.Paused, CampaignEvent.Cancel) => State.Cancelled,
        _ => null,
    };

    private static Target? Find(Target state, CampaignTargetEvent happened) => (state, happened) switch
    {
        (Target.Pending, CampaignTargetEvent.Begin) => Target.Running,
        (Target.Running, CampaignTargetEvent.Withdraw or CampaignTargetEvent.Retry) => Target.Pending,
        // Pending too: an attempt given up can still bear fruit, and a deadline or a forgotten device ends what never began.
        (Target.Pending or Target.Running, CampaignTargetEvent.Succeed) => Target.Succeeded,
        (Target.Pending or Target.Running, CampaignTargetEvent.Fail) => Target.Failed,
        (Target.Pending or Target.Running, CampaignTargetEvent.Skip) => Target.Skipped,
        _ => null,
    };
}
