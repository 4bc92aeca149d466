using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>What becomes of a transfer of which no word has come (peers' quirk 22). Pure.</summary>
/// <param name="Why">For a person.</param>
public sealed record TransferVerdict(bool IsSuccess, string Why)
{
    /// <summary>The fault code of a transfer that ends so.</summary>
    public const string Code = "no-transfer-complete";

    /// <param name="running">The version that the gateway reported last.</param>
    /// <param name="trusts">Its firmware is known never to tell (DownloadSuccessOnTimeout).</param>
    public static TransferVerdict At(TransferRow row, string? running, bool trusts)
    {
        var seen = TransferRecord.Seen(row);
        var mayBeDone = row.IsDelivered || !row.IsHere;
        if (row is { IsUpload: true, FileId: not null })
        {
            return new(true, $"The file is here ({seen}); no TransferComplete came.");
        }

        if (row is { IsUpload: false, Version: { } wanted } && mayBeDone && string.Equals(wanted, running, StringComparison.Ordinal))
        {
            return new(true, $"It runs {wanted} ({seen}); no TransferComplete came.");
        }

        return trusts && !row.IsUpload && mayBeDone
            ? new(true, $"Its firmware never sends TransferComplete (DownloadSuccessOnTimeout): {seen}.")
            : new(false, $"{char.ToUpperInvariant(seen[0])}{seen[1..]}; no TransferComplete.");
    }

    /// <summary>
    /// The gateway reports another version than before: proof of the transfer that was to bring it, whatever becomes of its
    /// TransferComplete. Where it is not known which version that is, any other one is.
    /// </summary>
    public static bool IsProof(TransferRow row, string version) =>
        !row.IsUpload && row.EndedAt is null && TransferFileTypes.IsFirmware(row.FileType)
        && (row.Version is null || string.Equals(row.Version, version, StringComparison.Ordinal));
}
