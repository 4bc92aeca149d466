using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A file that a device uploaded.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="OperationId">The order that brought it.</param>
internal sealed record DeviceFileItem(Guid Id, string FileName, string FileType, long Size, string Sha256, Guid? OperationId, string Author, DateTimeOffset ReceivedAt)
{
    public static DeviceFileItem Of(DeviceFileRow row) =>
        new(row.Id, row.FileName, row.FileType, row.Size, row.Sha256, row.OperationId, row.Author, row.ReceivedAt);
}
