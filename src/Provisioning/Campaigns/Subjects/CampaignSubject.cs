using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns.Subjects;

/// <summary>What it takes to bring a campaign's change to one gateway, and to take it back. Inside one commit.</summary>
internal abstract class CampaignSubject
{
    public abstract WantedChange Change { get; }

    /// <summary>What the campaign moves changes what firewalls are worked out from.</summary>
    public virtual bool ConcernsFirewalls => false;

    /// <summary>A person must decide before it goes on; null: it may.</summary>
    public virtual string? Obstacle => null;

    /// <returns>True where the gateway should be woken.</returns>
    public abstract Task<bool> BeginAsync(AcsDbContext db, CampaignRow campaign, CampaignTargetRow target, TargetMove move, CancellationToken cancellationToken);

    /// <summary>A gateway that was under way and has it not, or needs nothing more of the campaign.</summary>
    /// <returns>True where the gateway should be woken.</returns>
    public abstract Task<bool> EndAsync(AcsDbContext db, CampaignTargetRow target, bool succeeded, CancellationToken cancellationToken);

    /// <summary>Every device has ended.</summary>
    public virtual Task FinishAsync(AcsDbContext db, CampaignRow campaign, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A person gave it up.</summary>
    public virtual Task CancelAsync(AcsDbContext db, CampaignRow campaign, CancellationToken cancellationToken) => Task.CompletedTask;
}
