using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Confirms the firewall that was brought to the gateway: it is read back in the conversation that brought it, and the gateway must
/// answer in another one after that. A session that was open before the switch proves nothing: its packets are of an old connection.
/// </summary>
internal sealed class TrialWork(IWorkSignal signal) : IWork
{
    private bool _readBackHere;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Operation?>(Next(workspace, now));

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (outcome is not Outcome.Lost && workspace.Desired.FirewallHash is { } hash)
        {
            workspace.Standing = FirewallTrials.Confirmed(workspace.Standing, hash);
            workspace.Afterwards(signal.CampaignMoved);
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) =>
        workspace.Standing.Trial is { IsReadBack: true } ? now : DateTimeOffset.MaxValue;

    private Operation.ReadValues? Next(Workspace workspace, DateTimeOffset now)
    {
        if (workspace.Desired.FirewallHash is not { } hash
            || (workspace.Standing.Trial is null && workspace.Standing.Confirmed == hash) || !IsInForce(workspace, now))
        {
            return null;
        }

        if (workspace.Standing.Trial is { IsReadBack: true } trial && trial.Hash == hash)
        {
            return _readBackHere ? null : new Operation.ReadValues(Guid.NewGuid(), ["Device.DeviceInfo.SoftwareVersion"]);
        }

        workspace.Standing = FirewallTrials.ReadBack(workspace.Standing, hash);
        if (workspace.Standing.Trial is not null)
        {
            _readBackHere = true;
            workspace.Afterwards(() => signal.WakeWanted(workspace.Known.RowId));
        }

        return null;
    }

    /// <summary>The firewall alone: what else the gateway refuses says nothing about it.</summary>
    private static bool IsInForce(Workspace workspace, DateTimeOffset now)
    {
        if (workspace.Facts.Convergence == ConvergenceState.Converged && workspace.Facts.DesiredHash == workspace.Desired.Hash)
        {
            return true;
        }

        var firewall = FirewallPart.Of(workspace.Desired);
        return Reconciler.Next(firewall, workspace.Reported, workspace.Capabilities, ReconcileProgress.Start(firewall.Hash), workspace.Via, now) is ReconcileStep.Converged;
    }
}
