using Provisioning.Firmware;

namespace Provisioning.Conversations.Running;

/// <summary>
/// A link into the file server lives shorter than the order or the campaign that carries it: its life begins when the operation
/// is handed out, and counts from when the gateway may begin.
/// </summary>
internal sealed class FreshLinks(FirmwareLinks links)
{
    /// <param name="remoteAddress">The gateway's, as this contact came from it.</param>
    public Operation In(Operation operation, long deviceRowId, string? remoteAddress) => operation switch
    {
        Operation.Upload upload when upload.Url == Operation.Upload.Here
            && links.ForUpload(upload.Id, deviceRowId, remoteAddress, TimeSpan.FromSeconds(upload.DelaySeconds)) is var link =>
            upload with { Url = link.Url, Username = link.Username, Password = link.Password },
        Operation.Download download when links.Renewed(download.Url, deviceRowId, download.CommandKey, TimeSpan.FromSeconds(download.DelaySeconds)) is { } link =>
            download with { Url = link.Url, Username = link.Username, Password = link.Password },
        Operation.ScheduleDownload scheduled when links.Renewed(scheduled.Url, deviceRowId, scheduled.CommandKey, End(scheduled)) is { } link =>
            scheduled with { Url = link.Url, Username = link.Username, Password = link.Password },
        _ => operation,
    };

    private static TimeSpan End(Operation.ScheduleDownload scheduled) =>
        TimeSpan.FromSeconds(scheduled.Windows.Select(w => w.EndSeconds).DefaultIfEmpty().Max());
}
