using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Confirms the firewall that was brought to the gateway: it is read back in the conversation that brought it, and the gateway must
/// answer in another one after that. A session that was open before the switch proves nothing: its packets are of an old connection.
/// One that was taken back for silence goes there once more when the gateway answers with the one before in force.
/// </summary>
internal sealed class TrialWork(IWorkSignal signal) : IWork
{
    private bool _readBackHere;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Operation?>(Next(workspace, now));

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (outcome is Outcome.Lost || workspace.Desired.FirewallHash is not { } hash)
        {
            return;
        }

        if (FirewallTrials.AwaitsReturn(workspace.Standing, hash))
        {
            workspace.Standing = FirewallTrials.Returned(workspace.Standing);
            workspace.AlsoWrite((db, device, token) => SecondTries.WriteAsync(db, device, SecondTry.Begun, now, token));
            workspace.Afterwards(signal.FirewallDirty);
        }
        else if (workspace.Standing.Trial is { IsReadBack: true } trial && trial.Hash == hash)
        {
            workspace.Standing = FirewallTrials.Confirmed(workspace.Standing, hash);
            workspace.Afterwards(signal.CampaignMoved);
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) =>
        workspace.Standing.Trial is { IsReadBack: true } || (workspace.Desired.FirewallHash is { } hash && FirewallTrials.AwaitsReturn(workspace.Standing, hash))
            ? now : DateTimeOffset.MaxValue;

    private Operation.ReadValues? Next(Workspace workspace, DateTimeOffset now)
    {
        if (workspace.Desired.FirewallHash is not { } hash)
        {
            return null;
        }

        var awaitsReturn = FirewallTrials.AwaitsReturn(workspace.Standing, hash);
        if ((workspace.Standing.Trial is null && workspace.Standing.Confirmed == hash && !awaitsReturn) || !IsInForce(workspace, now))
        {
            return null;
        }

        if (awaitsReturn)
        {
            return AnyQuestion();
        }

        if (workspace.Standing.Trial is { IsReadBack: true } trial && trial.Hash == hash)
        {
            return _readBackHere ? null : AnyQuestion();
        }

        workspace.Standing = FirewallTrials.ReadBack(workspace.Standing, hash);
        if (workspace.Standing.Trial is not null)
        {
            _readBackHere = true;
            workspace.Afterwards(() => signal.WakeWanted(workspace.Known.RowId));
        }

        return null;
    }

    /// <summary>That it answers is the answer.</summary>
    private static Operation.ReadValues AnyQuestion() => new(Guid.NewGuid(), ["Device.DeviceInfo.SoftwareVersion"]);

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
