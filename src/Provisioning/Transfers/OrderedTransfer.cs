using Provisioning.Conversations;

namespace Provisioning.Transfers;

/// <summary>What of an operation says which file goes where.</summary>
/// <param name="Size">Bytes; 0: not known.</param>
/// <param name="Wait">How much later than now the gateway may begin, at the latest.</param>
internal sealed record OrderedTransfer(Guid OperationId, string CommandKey, bool IsUpload, string FileType, Uri Url, long Size, string? Sha256, TimeSpan Wait)
{
    /// <summary>Ordered by itself; else a campaign's, whose key is no operation's.</summary>
    public bool IsOrder => string.Equals(CommandKey, OperationId.ToString("N"), StringComparison.Ordinal);

    /// <returns>Null: it moves no file.</returns>
    public static OrderedTransfer? Of(Operation operation) => operation switch
    {
        Operation.Download d => new(d.Id, d.CommandKey, false, d.FileType, d.Url, d.FileSize, d.Sha256, TimeSpan.FromSeconds(d.DelaySeconds)),
        Operation.Upload u => new(u.Id, u.CommandKey, true, u.FileType, u.Url, 0, null, TimeSpan.FromSeconds(u.DelaySeconds)),
        Operation.ScheduleDownload s => new(
            s.Id, s.CommandKey, false, s.FileType, s.Url, s.FileSize, null, TimeSpan.FromSeconds(s.Windows.Select(w => w.EndSeconds).DefaultIfEmpty().Max())),
        _ => null,
    };
}
