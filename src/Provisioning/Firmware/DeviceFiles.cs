using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Flows.Sources;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Transfers;

namespace Provisioning.Firmware;

/// <summary>The files that gateways uploaded: taken in once for an order, the newest kept of each gateway.</summary>
public sealed class DeviceFiles(
    UploadStore store, TransferRecords transfers, WaitingFlows waiting, IWorkSignal signal, IGroupCommit commit, IOptions<FilesOptions> options, TimeProvider time)
{
    /// <summary>Keeps an upload; durable when it returns.</summary>
    /// <returns>Null: the order is gone or given up, or its file has come already.</returns>
    public async Task<Guid?> TakeAsync(UploadToken token, StagedImage staged, string? contentType, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var (taken, kept, isLog) = (false, false, false);
        List<DeviceFileRow> old = [];
        store.Keep(staged, id);
        try
        {
            await commit.CommitAsync(TakeAsync, cancellationToken);
            kept = taken;
        }
        finally
        {
            if (!kept)
            {
                store.Delete(id);
            }
        }

        old.ForEach(f => store.Delete(f.Id));
        if (kept && isLog)
        {
            signal.FlowsWaiting();
        }

        return kept ? id : null;

        async Task TakeAsync(AcsDbContext db, CancellationToken cancel)
        {
            (taken, old) = (false, []);
            var order = await db.Operations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == token.OperationId && o.DeviceId == token.DeviceRowId, cancel);
            if (order is not { State: OperationState.Pending or OperationState.Running or OperationState.Succeeded } || await db.DeviceFiles.AnyAsync(f => f.OperationId == token.OperationId, cancel))
            {
                return;
            }

            var request = OperationRequest.FromJson(order.Request);
            var file = new DeviceFileRow
            {
                Id = id, DeviceId = token.DeviceRowId, OperationId = order.Id, FileType = request.FileType ?? "", FileName = FileNameOf(request.FileType, time.GetUtcNow()),
                ContentType = contentType is { Length: <= 100 } ? contentType : null, Size = staged.Size, Sha256 = staged.Sha256, Author = order.Author, ReceivedAt = time.GetUtcNow(),
            };
            db.DeviceFiles.Add(file);
            await transfers.ReceivedAsync(db, file, order.Id, cancel);
            isLog = VendorLog.IsOne(file.FileType);
            if (isLog)
            {
                await waiting.AddAsync(db, token.DeviceRowId, id, time.GetUtcNow(), cancel);
            }

            db.DeviceEvents.Add(new DeviceEventRow
            {
                DeviceId = token.DeviceRowId, At = time.GetUtcNow(), Kind = "device.file", Text = $"It uploaded its {request.FileType}, {staged.Size} bytes.",
            });
            old = await db.DeviceFiles.Where(f => f.DeviceId == token.DeviceRowId).OrderByDescending(f => f.ReceivedAt).Skip(options.Value.UploadsPerDevice - 1).ToListAsync(cancel);
            db.DeviceFiles.RemoveRange(old);
            taken = true;
        }
    }

    /// <returns>False: the device has no such file.</returns>
    public async Task<bool> DeleteAsync(long deviceRowId, Guid id, CancellationToken cancellationToken)
    {
        var found = 0;
        await commit.CommitAsync(
            async (db, cancel) => found = await db.DeviceFiles.Where(f => f.Id == id && f.DeviceId == deviceRowId).ExecuteDeleteAsync(cancel), cancellationToken);
        if (found > 0)
        {
            store.Delete(id);
        }

        return found > 0;
    }

    /// <summary>TR-069 A.4.1.5 numbers the types; the rest is the vendor's.</summary>
    private static string FileNameOf(string? fileType, DateTimeOffset at) =>
        $"{SafeFileName.Of(fileType).ToLowerInvariant()}-{at:yyyyMMdd-HHmmss}{(fileType?.Contains("Log", StringComparison.Ordinal) is true ? ".log" : ".bin")}";
}
