using Provisioning.Campaigns;

namespace Provisioning.Tests.Campaigns;

/// <summary>Every pair of state and event: the legal ones by name, all others throw.</summary>
public sealed class CampaignTransitions_Tests
{
    private static readonly Dictionary<(CampaignState, CampaignEvent), CampaignState> Campaign = new()
    {
        [(CampaignState.Draft, CampaignEvent.Start)] = CampaignState.Running,
        [(CampaignState.Draft, CampaignEvent.Cancel)] = CampaignState.Cancelled,
        [(CampaignState.Running, CampaignEvent.Pause)] = CampaignState.Paused,
        [(CampaignState.Running, CampaignEvent.Finish)] = CampaignState.Finished,
        [(CampaignState.Running, CampaignEvent.Cancel)] = CampaignState.Cancelled,
        [(CampaignState.Paused, CampaignEvent.Resume)] = CampaignState.Running,
        [(CampaignState.Paused, CampaignEvent.Cancel)] = CampaignState.Cancelled,
    };

    private static readonly Dictionary<(CampaignTargetState, CampaignTargetEvent), CampaignTargetState> Target = new()
    {
        [(CampaignTargetState.Pending, CampaignTargetEvent.Begin)] = CampaignTargetState.Running,
        [(CampaignTargetState.Pending, CampaignTargetEvent.Succeed)] = CampaignTargetState.Succeeded,
        [(CampaignTargetState.Pending, CampaignTargetEvent.Fail)] = CampaignTargetState.Failed,
        [(CampaignTargetState.Pending, CampaignTargetEvent.Skip)] = CampaignTargetState.Skipped,
        [(CampaignTargetState.Running, CampaignTargetEvent.Withdraw)] = CampaignTargetState.Pending,
        [(CampaignTargetState.Running, CampaignTargetEvent.Retry)] = CampaignTargetState.Pending,
        [(CampaignTargetState.Running, CampaignTargetEvent.Succeed)] = CampaignTargetState.Succeeded,
        [(CampaignTargetState.Running, CampaignTargetEvent.Fail)] = CampaignTargetState.Failed,
        [(CampaignTargetState.Running, CampaignTargetEvent.Skip)] = CampaignTargetState.Skipped,
    };

    [Test]
    public void A_campaign_goes_only_the_legal_ways([Values] CampaignState state, [Values] CampaignEvent happened)
    {
        if (Campaign.TryGetValue((state, happened), out var next))
        {
            Assert.That(CampaignTransitions.After(state, happened), Is.EqualTo(next));
        }
        else
        {
            Assert.That(() => CampaignTransitions.After(state, happened), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void A_target_goes_only_the_legal_ways([Values] CampaignTargetState state, [Values] CampaignTargetEvent happened)
    {
        if (Target.TryGetValue((state, happened), out var next))
        {
            Assert.That(CampaignTransitions.After(state, happened), Is.EqualTo(next));
        }
        else
        {
            Assert.That(() => CampaignTransitions.After(state, happened), Throws.InvalidOperationException);
        }
    }
}
