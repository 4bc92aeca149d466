using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>A gateway's answer to an order opens its transfer, or cancels one.</summary>
internal sealed class OpeningTransfers(TransferRecords records, FirmwareLinks links)
{
    /// <summary>Adds what is to be written to the workspace.</summary>
    public void Take(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (operation is Operation.CancelTransfer cancel && outcome is Outcome.Accepted)
        {
            workspace.AlsoWrite((db, device, token) => CancelAsync(db, device.Id, cancel.CommandKey, now, token));
        }
        else if (outcome is Outcome.Accepted or Outcome.Lost && OrderedTransfer.Of(operation) is { } ordered)
        {
            // An answer that was lost may have been a yes.
            var isDone = outcome is Outcome.Accepted { Completed: true };
            workspace.AlsoWrite((db, device, token) => OpenAsync(db, device.Id, ordered, isDone, now, token));
        }
    }

    /// <summary>All that a report may mean, ended ones too.</summary>
    public Task<IReadOnlyList<OpenTransfer>> OfAsync(long deviceRowId, CancellationToken cancellationToken) => records.OfAsync(deviceRowId, cancellationToken);

    /// <summary>What the URL of an AutonomousTransferComplete says (TR-069 A.3.3.3).</summary>
    public ToldTransfer Address(string url, long deviceRowId)
    {
        var told = new ToldTransfer("");
        return url.Length == 0 ? told
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && links.Transfer(uri) is { } ours && ours.DeviceRowId == deviceRowId
                ? told with { Attempt = ours.Attempt }
                : told with { IsElsewhere = true };
    }

    internal async Task OpenAsync(AcsDbContext db, long device, OrderedTransfer ordered, bool isDone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!ordered.IsOrder)
        {
            // A campaign tries again: it waits for the earlier attempt no longer.
            foreach (var earlier in await db.Transfers
                .Where(t => t.DeviceId == device && t.OperationId == null && t.CommandKey != null && t.CommandKey != ordered.CommandKey && t.EndedAt == null).ToListAsync(cancellationToken))
            {
                earlier.Close("Another attempt took its place.", now);
            }
        }

        var row = await records.RowAsync(db, device, FirmwareToken.AttemptOf(ordered.CommandKey), cancellationToken);
        row.CommandKey = ordered.CommandKey;
        row.OperationId = ordered.IsOrder ? ordered.OperationId : null;
        (row.IsUpload, row.FileType, row.IsHere) = (ordered.IsUpload, ordered.FileType, row.IsHere || ordered.Url == Operation.Upload.Here || links.Transfer(ordered.Url) is not null);
        row.Size = ordered.Size > 0 ? ordered.Size : row.Size;
        row.Version = ordered.Sha256 is { } hash && TransferFileTypes.IsFirmware(ordered.FileType)
            ? await db.FirmwareImages.Where(i => i.Sha256 == hash).Select(i => i.Version).FirstOrDefaultAsync(cancellationToken)
            : null;
        row.AskedAt = now;
        row.ExpiresAt = links.Expiry(ordered.Wait);
        row.DueAt = TransferPatience.Due(now, ordered.Wait, row.SeenAt, records.Patience);
        if (isDone)
        {
            // TR-069 A.3.2.8, A.4.1.5: Status 0, no TransferComplete follows.
            row.Close("Done when it was answered.", now);
        }
    }

    /// <summary>TR-069 A.4.1.9: no TransferComplete follows.</summary>
    private static async Task CancelAsync(AcsDbContext db, long device, string commandKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var row in await db.Transfers.Where(t => t.DeviceId == device && t.CommandKey == commandKey && t.EndedAt == null).ToListAsync(cancellationToken))
        {
            row.Close("Cancelled.", now);
            if (row.OperationId is { } id && await db.Operations.FindAsync([id], cancellationToken) is { State: OperationState.Running } order)
            {
                (order.State, order.FinishedAt) = (OperationState.Cancelled, now);
            }
        }
    }
}
