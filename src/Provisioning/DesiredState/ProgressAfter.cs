using System.Collections.Immutable;
using Provisioning.Conversations;

namespace Provisioning.DesiredState;

/// <summary>What the outcome of one of the reconciler's operations means for its progress. Pure.</summary>
public static class ProgressAfter
{
    public static ReconcileProgress Of(ReconcileProgress progress, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        var fingerprint = OperationFingerprint.Of(operation);
        if (outcome is Outcome.ValuesRead)
        {
            // A read that was answered is no attempt that failed: it is asked again after every write.
            return progress with { Attempts = progress.Attempts.Remove(fingerprint) };
        }

        progress = progress with
        {
            Attempts = progress.Attempts.SetItem(fingerprint, progress.Attempts.GetValueOrDefault(fingerprint) + 1),
        };
        if (operation is Operation.Command { Path: var path } && path.EndsWith(".Activate()", StringComparison.Ordinal))
        {
            // Whatever the answer: it may have rebooted.
            progress = progress with { FirmwareActivated = true };
        }

        return outcome switch
        {
            Outcome.Failed failed when operation is Operation.WriteValues { Divisible: true } write =>
                DividedWrite.Refused(progress with { LastFault = failed.Fault }, write, failed.Fault, progress.Attempts[fingerprint]),
            Outcome.Failed failed => progress with { LastFault = failed.Fault },
            Outcome.InstancesAdded added => progress with
            {
                LastFault = added.Fault,
                Made = progress.Made.AddRange(added.Paths.OfType<string>()),
            },
            Outcome.InstancesDeleted deleted => progress with { LastFault = deleted.Fault, Made = progress.Made.RemoveRange(deleted.Paths) },
            Outcome.ValuesWritten when operation is Operation.WriteValues write =>
                DividedWrite.Accepted(WrittenSecrets.Written(progress with { LastFault = null }, write.Values), write),
            Outcome.Accepted when operation is Operation.Download download => Requested(progress, download.CommandKey, now),

            // No answer came: it may have been taken, and the same key is never downloaded twice.
            Outcome.Lost when operation is Operation.Download download => Requested(progress, download.CommandKey, now),
            Outcome.Accepted => progress with { LastFault = null },
            _ => progress,
        };
    }

    /// <summary>The gateway said how a transfer ended. Of another command key it says nothing here.</summary>
    public static ReconcileProgress Transfer(ReconcileProgress progress, Report.Transfer transfer, DateTimeOffset now) =>
        progress.FirmwareCommandKey is null
            || (transfer.CommandKey.Length > 0 && !string.Equals(transfer.CommandKey, progress.FirmwareCommandKey, StringComparison.Ordinal))
            ? progress
            : progress with { FirmwareTransferred = transfer.Fault is null, FirmwareFault = transfer.Fault, FirmwareTransferredAt = now };

    /// <summary>All is as declared: what was tried to get there is forgotten.</summary>
    /// <param name="tolerates">What was tried in vain is remembered: it is not tried again at every contact.</param>
    /// <param name="forgone">Optional objects that the gateway refuses.</param>
    public static ReconcileProgress Converged(ReconcileProgress progress, bool tolerates, IReadOnlyDictionary<string, string> forgone)
    {
        if (forgone.Count != progress.Forgone.Count || forgone.Any(f => progress.Forgone.GetValueOrDefault(f.Key) != f.Value))
        {
            progress = progress with { Forgone = ImmutableDictionary.CreateRange(StringComparer.Ordinal, forgone) };
        }

        var attempts = tolerates
            ? progress.Attempts.RemoveRange(progress.Attempts.Where(a => a.Value < Reconciler.MaxAttempts).Select(a => a.Key))
            : progress.Attempts.Clear();
        return attempts == progress.Attempts && progress.LastFault is null && progress.Made.IsEmpty && progress.ConvergedAs == progress.DesiredHash
            ? progress
            : progress with { Attempts = attempts, LastFault = null, Made = [], ConvergedAs = progress.DesiredHash };
    }

    private static ReconcileProgress Requested(ReconcileProgress progress, string commandKey, DateTimeOffset now) => progress with
    {
        LastFault = null,
        FirmwareCommandKey = commandKey,
        FirmwareRequestedAt = now,
        FirmwareTransferred = false,
        FirmwareTransferredAt = null,
        FirmwareFault = null,
        FirmwareActivated = false,
    };
}
