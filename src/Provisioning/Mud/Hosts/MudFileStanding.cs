using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>What a host's URL is judged by of a file: its row without the content.</summary>
internal sealed record MudFileStanding(
    string Url, MudFileState State, string? Failure, bool HasContent, string? SignerId, string? Signer, string? CanonicalUrl)
{
    public static async Task<MudFileStanding?> FindAsync(AcsDbContext db, string url, CancellationToken cancellationToken) =>
        // Another host of the same report may have wanted it: then it is only in the context yet.
        db.MudFiles.Local.FirstOrDefault(f => f.Url == url) is { } known
            ? Of(known)
            : await db.MudFiles.Where(f => f.Url == url)
                .Select(f => new MudFileStanding(f.Url, f.State, f.Failure, f.Content != null, f.SignerId, f.Signer, f.CanonicalUrl))
                .FirstOrDefaultAsync(cancellationToken);

    public static MudFileStanding Of(MudFileRow row) =>
        new(row.Url, row.State, row.Failure, row.Content is not null, row.SignerId, row.Signer, row.CanonicalUrl);
}
