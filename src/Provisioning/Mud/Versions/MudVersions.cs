using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Mud.Hosts;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Versions;

/// <summary>What a person decides about the contents of a MUD file. Durable when it returns, on record with its author.</summary>
public sealed class MudVersions(IGroupCommit commit, IWorkSignal signal, TimeProvider time)
{
    /// <summary>Characters of a reason.</summary>
    public const int MaxReason = 1000;

    /// <summary>The waiting version takes effect, and its signer is the known one from now on.</summary>
    public Task<VersionAnswer> ApproveAsync(long fileId, string sha256, string? reason, string author, CancellationToken cancellationToken) =>
        DecideAsync(fileId, sha256, [MudVersionState.Waiting], reason, author, "mud.approved", "approved", TakeEffectAsync, cancellationToken);

    /// <summary>The waiting version never takes effect, and is not asked about again.</summary>
    public Task<VersionAnswer> RefuseAsync(long fileId, string sha256, string? reason, string author, CancellationToken cancellationToken) =>
        DecideAsync(fileId, sha256, [MudVersionState.Waiting], reason, author, "mud.refused", "refused", (_, file, version, _, _) =>
        {
            (version.State, version.WaitsBecause, file.WaitingSha256) = (MudVersionState.Refused, null, null);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>An earlier version takes effect, and stays until <see cref="ReleaseAsync"/>, an approval or an upload.</summary>
    public Task<VersionAnswer> RestoreAsync(long fileId, string sha256, string? reason, string author, CancellationToken cancellationToken) =>
        DecideAsync(fileId, sha256, [MudVersionState.Superseded, MudVersionState.Refused], reason, author, "mud.restored", "put back in force", async (db, file, version, now, token) =>
        {
            await VersionBook.PutInForceAsync(db, file, version, now, token);
            (file.HeldAt, file.HeldBy) = (now, author);
        }, cancellationToken);

    /// <summary>The content in force is no longer held; the URL is fetched again at once.</summary>
    public async Task<VersionAnswer> ReleaseAsync(long fileId, string author, CancellationToken cancellationToken)
    {
        var answer = VersionAnswer.NotFound;
        await commit.CommitAsync(
            async (db, token) =>
            {
                if (await db.MudFiles.FirstOrDefaultAsync(f => f.Id == fileId, token) is not { } file)
                {
                    answer = VersionAnswer.NotFound;
                    return;
                }

                answer = file.HeldAt is null ? VersionAnswer.WrongState : VersionAnswer.Done;
                if (answer == VersionAnswer.Done)
                {
                    (file.HeldAt, file.HeldBy, file.ExpiresAt) = (null, null, time.GetUtcNow());
                    await AffectedDevices.TellAsync(db, file.Url, "mud.released", $"{author} no longer holds the content in force of {file.Url}.", time.GetUtcNow(), token);
                }
            },
            cancellationToken);
        if (answer == VersionAnswer.Done)
        {
            signal.MudFilesWanted();
        }

        return answer;
    }

    /// <summary>A version that waited is in force from now on. Within somebody's commit.</summary>
    internal static async Task TakeEffectAsync(AcsDbContext db, MudFileRow file, MudFileVersionRow version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await VersionBook.PutInForceAsync(db, file, version, now, cancellationToken);
        MudFileRecorder.PinAnew(file, version);
        (file.HeldAt, file.HeldBy) = (null, null);
        file.NewestUpdate = version.LastUpdate ?? file.NewestUpdate;
        await Successions.FollowAsync(db, file, wideningNeedsApproval: false, now, cancellationToken);
    }

    private async Task<VersionAnswer> DecideAsync(
        long fileId, string sha256, MudVersionState[] from, string? reason, string author, string kind, string word,
        Func<AcsDbContext, MudFileRow, MudFileVersionRow, DateTimeOffset, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        var answer = VersionAnswer.NotFound;
        await commit.CommitAsync(
            async (db, token) =>
            {
                answer = VersionAnswer.NotFound;
                var file = await db.MudFiles.FirstOrDefaultAsync(f => f.Id == fileId, token);
                var version = file is null ? null : await VersionBook.FindAsync(db, file, sha256, token);
                if (file is null || version is null)
                {
                    return;
                }

                if (!from.Contains(version.State))
                {
                    answer = VersionAnswer.WrongState;
                    return;
                }

                var now = time.GetUtcNow();
                await change(db, file, version, now, token);
                (version.DecidedBy, version.DecidedAt, version.Reason) = (author, now, reason);
                await AffectedDevices.TellAsync(
                    db, file.Url, kind, $"{author} has {word} version {sha256[..12]} of {file.Url}{(reason is null ? "." : $": {reason}")}", now, token);
                answer = VersionAnswer.Done;
            },
            cancellationToken);
        if (answer == VersionAnswer.Done)
        {
            signal.MudFilesWanted();
            signal.FirewallDirty();
        }

        return answer;
    }
}
