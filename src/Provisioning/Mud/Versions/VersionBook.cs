using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Versions;

/// <summary>The contents of one file, inside one commit: which is in force, which waits, which are only remembered.</summary>
internal static class VersionBook
{
    /// <summary>Contents of one URL that are kept; the one in force and the one that waits are never dropped.</summary>
    public const int Capacity = 20;

    public static Task<MudFileVersionRow?> FindAsync(AcsDbContext db, MudFileRow file, string sha256, CancellationToken cancellationToken) =>
        db.MudFileVersions.FirstOrDefaultAsync(v => v.MudFileId == file.Id && v.Sha256 == sha256, cancellationToken);

    /// <summary>Gateways under the URL are compiled from this content from now on.</summary>
    public static async Task PutInForceAsync(
        AcsDbContext db, MudFileRow file, MudFileVersionRow version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await SupersedeAsync(db, file, version.Sha256, [MudVersionState.InForce, MudVersionState.Waiting], cancellationToken);
        (version.State, version.InForceAt, version.WaitsBecause) = (MudVersionState.InForce, now, null);
        var parsed = MudParser.Parse(version.Content).File;
        (file.Content, file.Sha256, file.State, file.WaitingSha256) = (version.Content, version.Sha256, MudFileState.Good, null);
        (file.Signature, file.SignatureDetail, file.Diagnostics) = (version.Signature, version.SignatureDetail, version.Diagnostics);
        (file.FetchedAt, file.IsSupported, file.SystemInfo) = (now, parsed?.IsSupported ?? true, parsed?.SystemInfo);
        file.CanonicalUrl = parsed?.MudUrl;
        await HostsUnderAsync(db, file, cancellationToken);
    }

    /// <summary>It waits in place of whatever waited.</summary>
    public static async Task WaitAsync(AcsDbContext db, MudFileRow file, MudFileVersionRow version, string because, CancellationToken cancellationToken)
    {
        await SupersedeAsync(db, file, version.Sha256, [MudVersionState.Waiting], cancellationToken);
        (version.State, version.WaitsBecause) = (MudVersionState.Waiting, because);
        file.WaitingSha256 = version.Sha256;
    }

    /// <summary>The manufacturer has taken back what waited.</summary>
    public static async Task WithdrawAsync(AcsDbContext db, MudFileRow file, CancellationToken cancellationToken)
    {
        await SupersedeAsync(db, file, "", [MudVersionState.Waiting], cancellationToken);
        file.WaitingSha256 = null;
    }

    /// <summary>Of what is only remembered the oldest goes, and a person's refusal last.</summary>
    public static async Task TrimAsync(AcsDbContext db, MudFileRow file, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var spare = await db.MudFileVersions.AsNoTracking()
            .Where(v => v.MudFileId == file.Id && (v.State == MudVersionState.Superseded || v.State == MudVersionState.Refused))
            .OrderByDescending(v => v.State == MudVersionState.Refused).ThenByDescending(v => v.Id)
            .Select(v => v.Id).Skip(Capacity - 2).ToListAsync(cancellationToken);
        if (spare.Count > 0)
        {
            await db.MudFileVersions.Where(v => spare.Contains(v.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static async Task HostsUnderAsync(AcsDbContext db, MudFileRow file, CancellationToken cancellationToken)
    {
        var url = file.Url;
        await db.Hosts.Where(h => h.MudUrl == url && h.State != MudHostState.Compiled && h.State != MudHostState.NotEnforced).ExecuteUpdateAsync(
            h => h.SetProperty(x => x.State, MudHostState.Waiting).SetProperty(x => x.Reason, "Its MUD file is known and will be compiled."),
            cancellationToken);
        await AffectedDevices.MarkDirtyAsync(db, [url], cancellationToken);
    }

    /// <param name="but">SHA-256 of the version that takes the place.</param>
    private static Task<int> SupersedeAsync(
        AcsDbContext db, MudFileRow file, string but, IReadOnlyCollection<MudVersionState> states, CancellationToken cancellationToken) =>
        db.MudFileVersions.Where(v => v.MudFileId == file.Id && v.Sha256 != but && states.Contains(v.State))
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.State, MudVersionState.Superseded), cancellationToken);
}
