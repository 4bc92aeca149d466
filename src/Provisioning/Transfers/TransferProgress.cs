using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations.Running;
using Provisioning.Devices;

namespace Provisioning.Transfers;

/// <summary>
/// What a gateway tells of an image while it fetches it: TR-181 <c>FirmwareImage.{i}.Status</c>. It is shown with the transfer and
/// decides nothing: the end is told by TransferComplete!, by OperationComplete, or by the version that runs.
/// </summary>
internal static class TransferProgress
{
    private const int MaxLength = 64;

    public static void Take(Workspace workspace, IEnumerable<ParameterValue> told)
    {
        foreach (var value in told)
        {
            if (!ParameterPath.Template(value.Path).EndsWith(".DeviceInfo.FirmwareImage.{i}.Status", StringComparison.Ordinal) || value.Value.Length is 0 or > MaxLength)
            {
                continue;
            }

            if (value.Value.EndsWith("Failed", StringComparison.Ordinal))
            {
                workspace.Happened("device.firmware", $"{value.Path} is {value.Value}.");
            }

            workspace.AlsoWrite(async (db, device, token) =>
            {
                // A bank that becomes the running one, or the one before it, is not the one that is filled.
                var open = await db.Transfers.Where(t => t.DeviceId == device.Id && t.EndedAt == null && t.CommandKey != null && !t.IsUpload).ToListAsync(token);
                if (value.Value is not "Active" && open.Where(t => t.FileType is not null && TransferFileTypes.IsFirmware(t.FileType)).MaxBy(t => t.AskedAt) is { } newest)
                {
                    newest.Progress = value.Value;
                }
            });
        }
    }
}
