using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.DesiredState;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>What a gateway's word of a transfer changes: TransferComplete and its like, or another version that it runs.</summary>
internal static class TransferNews
{
    /// <summary>CWMP TransferComplete (TR-069 A.3.3.2), USP TransferComplete! and the OperationComplete of a Download().</summary>
    public static void Take(Workspace workspace, Report.Transfer told, IReadOnlyList<OpenTransfer> known, IWorkSignal signal, DateTimeOffset now)
    {
        var match = TransferMatch.Find(new ToldTransfer(told.CommandKey), known);
        var isOurs = match.By is not (MatchedBy.Nothing or MatchedBy.Repeated);
        if (workspace.Progress is { } progress)
        {
            // Several that may be meant are none: then an empty key is not the campaign's either.
            var key = match.Transfer?.CommandKey ?? (known.Any(t => !t.HasEnded) && told.CommandKey.Length == 0 ? "?" : told.CommandKey);
            workspace.Progress = ProgressAfter.Transfer(progress, told with { CommandKey = key }, now);
        }

        workspace.Happened("device.transfer", Text(told.Fault, match.By));
        workspace.Afterwards(signal.CampaignMoved);
        if (isOurs)
        {
            End(workspace, match.Transfer!, told.Fault, told.StartedAt, told.CompletedAt, match.By, now);
        }
        else if (Guid.TryParseExact(told.CommandKey, "N", out var id))
        {
            // A Download() that was ordered as a command (USP): it has no transfer.
            workspace.AlsoWrite((db, device, token) => CloseAsync(db, id, device.Id, Result(told.Fault, told.StartedAt, told.CompletedAt, null), now, token));
        }
    }

    /// <summary>CWMP AutonomousTransferComplete (TR-069 A.3.3.3): some tell so of what was ordered (peers' quirk 24).</summary>
    /// <param name="address">What its URL says: ours, another's, or nothing.</param>
    public static void Take(
        Workspace workspace, Report.OwnTransfer own, ToldTransfer address, IReadOnlyList<OpenTransfer> known, IWorkSignal signal, DateTimeOffset now)
    {
        var match = TransferMatch.Find(address with { IsUpload = !own.IsDownload }, known);
        if (match.By is MatchedBy.Nothing or MatchedBy.Repeated)
        {
            var way = own.IsDownload ? "download" : "upload";
            workspace.Happened("device.transfer", own.Fault is { } refused
                ? $"A {way} of its own failed ({own.FileType}, {own.Url}): {refused}"
                : $"A {way} of its own is complete ({own.FileType}, {own.Url}).");
            return;
        }

        if (workspace.Progress is { } progress)
        {
            workspace.Progress = ProgressAfter.Transfer(progress, new Report.Transfer(match.Transfer!.CommandKey, own.Fault, null, null), now);
        }

        workspace.Happened("device.transfer", Text(own.Fault, match.By));
        workspace.Afterwards(signal.CampaignMoved);
        End(workspace, match.Transfer!, own.Fault, null, null, match.By, now);
    }

    /// <summary>Another version runs: that is the end of the transfer that brought it, unless its TransferComplete comes now.</summary>
    public static void Runs(Workspace workspace, string version, DateTimeOffset now)
    {
        if (workspace.TransferAnnounced)
        {
            return;
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            var open = (await db.Transfers.Where(t => t.DeviceId == device.Id && t.EndedAt == null && t.CommandKey != null).ToListAsync(token))
                .Where(t => TransferVerdict.IsProof(t, version)).ToList();
            foreach (var row in open.Count == 1 ? open : open.Where(t => t.Version is not null))
            {
                await EndAsync(db, row, OperationResult.Success(new { version, bytes = row.Bytes, deliveredAt = row.DeliveredAt }), $"It runs {version}.", now, token);
            }
        });
    }

    /// <summary>Ends it, and the order that it was.</summary>
    internal static async Task EndAsync(AcsDbContext db, TransferRow row, OperationResult result, string how, DateTimeOffset now, CancellationToken cancellationToken)
    {
        row.Close(how, now);
        if (row.OperationId is { } id)
        {
            await CloseAsync(db, id, row.DeviceId, result, now, cancellationToken);
        }
    }

    private static void End(
        Workspace workspace, OpenTransfer transfer, Fault? fault, DateTimeOffset? startedAt, DateTimeOffset? completedAt, MatchedBy by, DateTimeOffset now) =>
        workspace.AlsoWrite(async (db, device, token) =>
        {
            var row = await db.Transfers.FindAsync([device.Id, transfer.Attempt], token);
            var result = Result(fault, startedAt, completedAt, row);
            if (row is not null)
            {
                await EndAsync(db, row, result, fault is null ? $"Complete ({by})." : $"Failed ({by}): {fault}", now, token);
            }
            else if (Guid.TryParseExact(transfer.CommandKey, "N", out var id))
            {
                await CloseAsync(db, id, device.Id, result, now, token);
            }
        });

    private static async Task CloseAsync(AcsDbContext db, Guid id, long device, OperationResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Operations.FindAsync([id], cancellationToken) is { State: OperationState.Running, AcceptedAt: not null } order
            && order.DeviceId == device && order.Type != OperationTypes.Diagnostic)
        {
            result.Write(order, now);
        }
    }

    private static OperationResult Result(Fault? fault, DateTimeOffset? startedAt, DateTimeOffset? completedAt, TransferRow? row) => fault is not null
        ? OperationResult.Failure(fault)
        : OperationResult.Success(new { startedAt, completedAt, bytes = row?.Bytes, deliveredAt = row?.DeliveredAt });

    private static string Text(Fault? fault, MatchedBy by)
    {
        var which = by switch
        {
            MatchedBy.Nothing => " that is not open here",
            MatchedBy.Repeated => " that has ended before",
            MatchedBy.OnlyOpen => " (the only one that was open)",
            MatchedBy.FileServer => " (the only one that the file server had seen)",
            _ => "",
        };
        return fault is null ? $"A transfer{which} is complete." : $"A transfer{which} failed: {fault}";
    }
}
