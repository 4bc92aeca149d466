using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Provisioning.Conversations.Running;

/// <summary>What a refusal, a challenge or another role means for what is known of a USP agent.</summary>
internal sealed class TrustNews(ControllerEndpoint endpoint)
{
    /// <summary>Tells why, where permissions may be the reason.</summary>
    public Outcome Explain(Workspace workspace, Operation operation, Outcome outcome) =>
        workspace.Via == Protocols.Usp && DenialReason.Concerns(outcome)
            ? DenialReason.Explain(outcome, operation, TrustTable.Read(workspace.Reported, endpoint.Id))
            : outcome;

    /// <summary>What an outcome says of the roles; to be called when the workspace has taken it in.</summary>
    /// <param name="before">As reported before it.</param>
    public void Took(Workspace workspace, ReportedParameters before, Operation operation, Outcome outcome)
    {
        if (workspace.Via != Protocols.Usp)
        {
            return;
        }

        // Once in a conversation: an agent that refuses for other reasons is not asked for its roles at every refusal.
        var refused = !workspace.AskedTrust && operation is not Operation.ReadValues && DenialReason.IsRefused(outcome);
        if (refused || (outcome is Outcome.Accepted && operation is Operation.Command { Path: TrustTable.ChallengeResponse }))
        {
            workspace.AskedTrust |= refused;
            workspace.Reported = workspace.Reported.Stale(TrustTable.Controllers).Stale(TrustTable.Root);
        }

        Compare(workspace, before);
    }

    /// <summary>Another role sees other things: what was found, read and tried under the old one is looked at again.</summary>
    public void Compare(Workspace workspace, ReportedParameters before)
    {
        if (workspace.Via != Protocols.Usp || workspace.Capabilities.DiscoveredAt is null || !TrustTable.Differ(before, workspace.Reported, endpoint.Id))
        {
            return;
        }

        var table = TrustTable.Read(workspace.Reported, endpoint.Id);
        workspace.Happened("device.trust", table.Own.Count == 0
            ? "The agent names no role for this server any more."
            : $"This server's role at the agent is now {string.Join(", ", table.Own)}, or has other permissions.");
        workspace.Capabilities = workspace.Capabilities with { DiscoveredAt = null };
        workspace.Progress = workspace.Progress?.Anew(workspace.Desired.Hash);
        workspace.Reported = workspace.Reported.Stale(workspace.Root).Stale("Device.");
    }
}
