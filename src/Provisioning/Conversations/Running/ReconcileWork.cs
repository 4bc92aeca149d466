using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>Brings the gateway to its desired state, one operation at a time, and says how far it is.</summary>
internal sealed class ReconcileWork(IWorkSignal signal, IOptionsMonitor<FirewallOptions> firewall) : IWork
{
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Next(workspace, now));

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        var progress = ProgressAfter.Of(Progress(workspace), operation, outcome, now);
        if (!progress.Rediscovered && NamesMissingPath(outcome))
        {
            // What it had when it was asked is not what it has (peers' quirk 8): it is asked again, once.
            progress = progress with { Rediscovered = true };
            workspace.Capabilities = workspace.Capabilities with { DiscoveredAt = null };
        }

        workspace.Progress = progress;
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => _due;

    private Operation? Next(Workspace workspace, DateTimeOffset now)
    {
        _due = DateTimeOffset.MaxValue;
        var desired = workspace.Desired;
        if (desired is { Values.Count: 0, Objects.Count: 0, Owned.Count: 0, Firmware: null })
        {
            Converge(workspace, ConvergenceState.Unmanaged, "Nothing is declared for it.", now);
            return null;
        }

        var step = Step(workspace, desired, now);
        if (step is ReconcileStep.Do { Operation: not Operation.ReadValues } && FirewallDrift.Of(desired, workspace.Reported, Progress(workspace)) is { } drift)
        {
            step = Strayed(workspace, drift, step, now);
        }

        switch (step)
        {
            case ReconcileStep.Do todo:
                Converge(workspace, ConvergenceState.Pending, todo.Reason, now);
                return todo.Operation;
            case ReconcileStep.Waiting waiting:
                _due = waiting.Until;
                Converge(workspace, ConvergenceState.Pending, waiting.Reason, now);
                return null;
            case ReconcileStep.Faulted faulted:
                Converge(workspace, ConvergenceState.Faulted, faulted.Reason, now);
                return null;
            default:
                var progress = Progress(workspace);
                var converged = (ReconcileStep.Converged)step;
                var after = ProgressAfter.Converged(progress, converged.Tolerates, converged.Forgone);
                if (after != progress)
                {
                    workspace.Progress = after;
                }

                if (!ReferenceEquals(after.Forgone, progress.Forgone))
                {
                    // What hosts lose by it is told with their rules.
                    workspace.ChangeRow(row => row.FirewallDirty = true);
                    workspace.Afterwards(signal.FirewallDirty);
                }

                Converge(workspace, ConvergenceState.Converged, step.Reason + Held(workspace.Standing), now);
                return null;
        }
    }

    private static ReconcileStep Step(Workspace workspace, DesiredDevice desired, DateTimeOffset now) =>
        Reconciler.Next(desired, workspace.Reported, workspace.Capabilities, Progress(workspace), workspace.Via, now);

    /// <summary>Somebody changed the firewall at the gateway.</summary>
    /// <param name="repair">The first step of making it as declared again.</param>
    private ReconcileStep Strayed(Workspace workspace, FirewallDrift drift, ReconcileStep repair, DateTimeOffset now)
    {
        if (firewall.CurrentValue.Drift == DriftPolicy.Repair)
        {
            workspace.Happened("firewall.drift", $"{drift.Text} It is repaired.");
            workspace.Progress = Progress(workspace) with { ConvergedAs = null };
            return repair;
        }

        // All else that is declared is kept true.
        var rest = Step(workspace, FirewallDrift.Without(workspace.Desired), now);
        if (rest is not ReconcileStep.Converged)
        {
            return rest;
        }

        var reason = $"{drift.Text} It is reported, not repaired ({FirewallOptions.Section}:Drift).";
        if (workspace.Facts.ConvergenceReason != reason)
        {
            workspace.Happened("firewall.drift", reason);
        }

        return new ReconcileStep.Faulted(reason, null);
    }

    /// <summary>CWMP 9005, USP 7026: of the write, or of one of its parameters.</summary>
    private static bool NamesMissingPath(Outcome outcome) => outcome is Outcome.Failed { Fault: var fault }
        && (fault.Kind == FaultKind.NoSuchPath || fault.Parameters.Any(p => p.Code is "9005" or "7026"));

    private void Converge(Workspace workspace, ConvergenceState state, string reason, DateTimeOffset now)
    {
        if (workspace.Facts.Convergence != state && workspace.Desired.Firmware is not null)
        {
            workspace.Afterwards(signal.CampaignMoved);
        }

        workspace.Converge(state, reason, now);
    }

    private static string Held(FirewallStanding standing) => standing.Undone is { IsHeld: true } undone
        ? $" The firewall that is wanted is held back: the gateway was lost with one at {undone.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC. {(undone.IsTriedAgain ? "Once it answers with the one before in force, it is tried again." : "POST …/firewall/retry lets it go again.")}"
        : "";

    private static ReconcileProgress Progress(Workspace workspace)
    {
        var hash = workspace.Desired.Hash;
        return workspace.Progress is not { } progress ? ReconcileProgress.Start(hash)
            : string.Equals(progress.DesiredHash, hash, StringComparison.Ordinal) ? progress
            : progress.Anew(hash);
    }
}
