using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>The table of transfers: what was ordered, what the file listener saw, how it ended.</summary>
public sealed class TransferRecords(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IOptions<FilesOptions> options, TimeProvider time) : ITransferRecords
{
    private const int Remembered = 200;

    public async Task<bool> IsOverAsync(long deviceRowId, uint attempt, CancellationToken cancellationToken)
    {
        if (deviceRowId == 0)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Transfers.AnyAsync(t => t.DeviceId == deviceRowId && t.Attempt == attempt && t.EndedAt != null, cancellationToken);
    }

    public Task SentAsync(long deviceRowId, uint attempt, long bytes, bool isLast, CancellationToken cancellationToken) =>
        deviceRowId == 0 ? Task.CompletedTask : commit.CommitAsync(
            async (db, token) =>
            {
                var (now, row) = (time.GetUtcNow(), await RowAsync(db, deviceRowId, attempt, token));
                row.IsHere = true;
                Saw(row, bytes, now);
                row.DeliveredAt ??= isLast ? now : null;
            },
            cancellationToken);

    /// <summary>An upload is stored, in the same commit.</summary>
    internal async Task ReceivedAsync(AcsDbContext db, DeviceFileRow file, Guid operationId, CancellationToken cancellationToken)
    {
        var row = await RowAsync(db, file.DeviceId!.Value, FirmwareToken.AttemptOf(operationId.ToString("N")), cancellationToken);
        (row.IsHere, row.IsUpload, row.OperationId, row.FileType) = (true, true, operationId, file.FileType);
        Saw(row, file.Size, file.ReceivedAt);
        (row.Size, row.DeliveredAt, row.FileId) = (file.Size, file.ReceivedAt, file.Id);
    }

    /// <summary>All that a report may mean, ended ones too.</summary>
    internal async Task<IReadOnlyList<OpenTransfer>> OfAsync(long deviceRowId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Transfers.AsNoTracking().Where(t => t.DeviceId == deviceRowId && t.CommandKey != null)
            .OrderByDescending(t => t.ExpiresAt).Take(Remembered).ToListAsync(cancellationToken);
        var known = rows.ConvertAll(t => new OpenTransfer(t.Attempt, t.CommandKey!, t.IsUpload, t.Bytes, t.IsDelivered, t.EndedAt is not null));

        // Begun before there were rows for it.
        string[] types = [OperationTypes.Download, OperationTypes.Upload, OperationTypes.ScheduleDownload];
        foreach (var order in await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == deviceRowId && o.State == OperationState.Running && o.AcceptedAt != null && types.Contains(o.Type))
            .Select(o => new { o.Id, o.Type }).ToListAsync(cancellationToken))
        {
            var key = order.Id.ToString("N");
            if (!known.Exists(t => t.CommandKey == key))
            {
                known.Add(new OpenTransfer(FirmwareToken.AttemptOf(key), key, order.Type == OperationTypes.Upload, 0, IsDelivered: false, HasEnded: false));
            }
        }

        return known;
    }

    /// <summary>The row of that attempt; a new one where the gateway was faster than its answer.</summary>
    internal async Task<TransferRow> RowAsync(AcsDbContext db, long deviceRowId, uint attempt, CancellationToken cancellationToken)
    {
        var row = await db.Transfers.FindAsync([deviceRowId, (long)attempt], cancellationToken);
        if (row is null)
        {
            row = new TransferRow { DeviceId = deviceRowId, Attempt = attempt, ExpiresAt = time.GetUtcNow() + TimeSpan.FromHours(options.Value.LinkHours) };
            db.Transfers.Add(row);
        }

        return row;
    }

    private void Saw(TransferRow row, long bytes, DateTimeOffset now)
    {
        row.Bytes += bytes;
        row.StartedAt ??= now;
        row.SeenAt = now;
        if (row is { EndedAt: null, DueAt: { } due } && now + Patience is var later && later > due)
        {
            row.DueAt = later;
        }
    }

    /// <summary>From the last byte, or from when it may begin, to the end of waiting.</summary>
    internal TimeSpan Patience => TimeSpan.FromMinutes(options.Value.TransferMinutes);
}
