using Provisioning.Storage.Rows;
using Provisioning.Transfers;

namespace Acs.Northbound;

/// <summary>A transfer that was ordered of a device, and what this server saw of it.</summary>
/// <param name="OperationId">Null: a campaign ordered it.</param>
/// <param name="Direction"><c>download</c> or <c>upload</c>.</param>
/// <param name="Size">Bytes of the file; 0: not known.</param>
/// <param name="Bytes">Sent or received so far, repeats counted.</param>
/// <param name="DeliveredAt">When the last byte went or the upload was stored.</param>
/// <param name="DueAt">When waiting ends, unless more is seen; null: it has ended.</param>
/// <param name="Seen">All this in words.</param>
/// <param name="Progress">What the gateway said last of the image that it fetches (TR-181 <c>FirmwareImage.{i}.Status</c>); null: nothing.</param>
/// <param name="End">How it ended, in words; null: it is open.</param>
/// <param name="FileId">What was uploaded, see <c>/devices/{id}/files</c>.</param>
internal sealed record TransferItem(
    Guid? OperationId, string? CommandKey, string Direction, string? FileType, long Size, long Bytes, DateTimeOffset? AskedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? DeliveredAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, string Seen, string? Progress, string? End, Guid? FileId)
{
    public static TransferItem Of(TransferRow row) => new(
        row.OperationId, row.CommandKey, row.IsUpload ? "upload" : "download", row.FileType, row.Size, row.Bytes, row.AskedAt, row.StartedAt,
        row.DeliveredAt, row.DueAt, row.EndedAt, TransferRecord.Seen(row), row.Progress, row.End, row.FileId);
}
