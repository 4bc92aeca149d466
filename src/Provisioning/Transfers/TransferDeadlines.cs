using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations.Running;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>No transfer is open for ever: when no word of one has come in time, what was seen decides.</summary>
public sealed class TransferDeadlines(IGroupCommit commit, QuirkCatalogue quirks, IQuirkSightings sightings)
{
    private const int Page = 500;

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<DeviceId> silent = [];
        await commit.CommitAsync((db, token) => EndAsync(db, silent, now, token), cancellationToken);
        silent.ForEach(d => sightings.Saw(d, Quirk.NoTransferComplete));
    }

    /// <param name="silent">Becomes those that did what they should and did not tell.</param>
    private async Task EndAsync(AcsDbContext db, List<DeviceId> silent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        silent.Clear();
        var due = await db.Transfers.Where(t => t.DueAt < now).OrderBy(t => t.DueAt).Take(Page).ToListAsync(cancellationToken);
        var ids = due.Select(t => t.DeviceId).Distinct().ToList();
        var devices = await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        foreach (var row in due)
        {
            if (!devices.TryGetValue(row.DeviceId, out var device))
            {
                row.Close("Its gateway was forgotten.", now);
                continue;
            }

            var id = new DeviceId(device.Oui, device.ProductClass, device.SerialNumber);
            var verdict = TransferVerdict.At(row, device.SoftwareVersion, quirks.For(id, device.SoftwareVersion).DownloadSuccessOnTimeout is true);
            var result = verdict.IsSuccess
                ? OperationResult.Success(new { bytes = row.Bytes, deliveredAt = row.DeliveredAt, note = verdict.Why })
                : OperationResult.Failure(TransferVerdict.Code, verdict.Why);
            await TransferNews.EndAsync(db, row, result, verdict.Why, now, cancellationToken);
            db.DeviceEvents.Add(new DeviceEventRow
            {
                DeviceId = device.Id, At = now, Kind = "device.transfer", Text = $"{(verdict.IsSuccess ? "A transfer counts as complete" : "A transfer failed")}: {verdict.Why}",
            });
            if (verdict.IsSuccess)
            {
                silent.Add(id);
            }
        }
    }
}
