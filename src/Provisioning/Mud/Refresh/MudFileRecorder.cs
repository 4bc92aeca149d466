using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Refresh;

/// <summary>
/// Writes an attempt down: the file's row, the hosts under its URL, the gateways that must be compiled again. A file that
/// cannot be had, verified or read leaves everything in force and says why.
/// </summary>
internal static class MudFileRecorder
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromHours(6);

    /// <returns>True when gateways are to be compiled again.</returns>
    public static async Task<bool> RecordAsync(
        AcsDbContext db, MudFileRow row, MudAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (attempt)
        {
            case MudAttempt.Accepted accepted:
                return await AcceptAsync(db, row, accepted, now, cancellationToken);
            case MudAttempt.Unchanged unchanged:
                SetSignature(row, unchanged.Signature.State, unchanged.Signature.Detail);
                row.Diagnostics = MudDiagnosticsJson.Write(unchanged.Diagnostics);
                await SucceedAsync(db, row, unchanged.Validity, now, cancellationToken);
                return false;
            case MudAttempt.Rejected rejected:
                return await RejectAsync(db, row, rejected, now, cancellationToken);
            default:
                return false;
        }
    }

    private static async Task<bool> AcceptAsync(
        AcsDbContext db, MudFileRow row, MudAttempt.Accepted accepted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = row.State != MudFileState.Good || row.Sha256 != accepted.File.Sha256;
        row.Content = accepted.Content;
        row.Sha256 = accepted.File.Sha256;
        row.State = MudFileState.Good;
        SetSignature(row, accepted.Signature.State, accepted.Signature.Detail);
        row.Diagnostics = MudDiagnosticsJson.Write(accepted.Diagnostics);
        row.ETag = accepted.ETag;
        row.FetchedAt = now;
        row.IsSupported = accepted.File.IsSupported;
        row.SystemInfo = accepted.File.SystemInfo;
        if (!changed)
        {
            await SucceedAsync(db, row, accepted.File.CacheValidity, now, cancellationToken);
            return false;
        }

        Succeed(row, accepted.File.CacheValidity, now);

        var url = row.Url;
        await db.Hosts.Where(h => h.MudUrl == url && h.State != MudHostState.Compiled && h.State != MudHostState.NotEnforced).ExecuteUpdateAsync(
            h => h.SetProperty(x => x.State, MudHostState.Waiting).SetProperty(x => x.Reason, "Its MUD file is known and will be compiled."),
            cancellationToken);
        await AffectedDevices.MarkDirtyAsync(db, [url], cancellationToken);
        await AffectedDevices.TellAsync(
            db, url, "mud.fetched", $"{url} is in force, {Describe(row)}.", now, cancellationToken);
        return true;
    }

    private static async Task<bool> RejectAsync(
        AcsDbContext db, MudFileRow row, MudAttempt.Rejected rejected, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reason = Cut(char.ToUpperInvariant(rejected.Reason[0]) + rejected.Reason[1..].TrimEnd('.') + ".");
        var news = row.Failure != reason;
        var wait = row.Failure is not null && row.AttemptedAt is { } last && row.ExpiresAt is { } next ? (next - last) * 2 : FirstRetry;
        row.Failure = reason;
        row.AttemptedAt = now;
        row.ExpiresAt = now + (wait < FirstRetry ? FirstRetry : wait > LastRetry ? LastRetry : wait);
        row.Diagnostics = MudDiagnosticsJson.Write(rejected.Diagnostics);
        if (row.Content is null)
        {
            row.State = MudFileState.Bad;
            if (rejected.Signature is { } signature)
            {
                SetSignature(row, signature.State, signature.Detail);
            }
        }

        if (!news)
        {
            return false;
        }

        var url = row.Url;
        if (row.Content is null)
        {
            var text = HostStanding.Unusable(reason);
            await db.Hosts.Where(h => h.MudUrl == url && h.Mode == MudMode.Enforce).ExecuteUpdateAsync(
                h => h.SetProperty(x => x.State, MudHostState.Failed).SetProperty(x => x.Reason, text), cancellationToken);
            // A compilation under way has read the file as still to be fetched, and would write that over this.
            await AffectedDevices.MarkDirtyAsync(db, [url], cancellationToken);
        }

        await AffectedDevices.TellAsync(db, url, "mud.failed", Cut($"{url}: {reason}"), now, cancellationToken);
        return row.Content is null;
    }

    private static void Succeed(MudFileRow row, TimeSpan validity, DateTimeOffset now)
    {
        row.Failure = null;
        row.AttemptedAt = now;
        row.ExpiresAt = now + validity;
    }

    /// <summary>With the content that was in force: only where an attempt had failed is that news.</summary>
    private static async Task SucceedAsync(AcsDbContext db, MudFileRow row, TimeSpan validity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.Failure is not null)
        {
            await AffectedDevices.TellAsync(db, row.Url, "mud.fetched", $"{row.Url} can be fetched again; the file in force is its newest.", now, cancellationToken);
        }

        Succeed(row, validity, now);
    }

    private static void SetSignature(MudFileRow row, MudSignatureState state, string? detail)
    {
        row.Signature = state;
        row.SignatureDetail = detail is null ? null : Cut(detail);
    }

    private static string Describe(MudFileRow row) => row.Signature switch
    {
        MudSignatureState.Valid => $"signed by {row.SignatureDetail}",
        MudSignatureState.Invalid => "stored by an administrator, its signature not checked",
        _ => "unsigned",
    };

    private static string Cut(string text) => text.Length <= 2000 ? text : text[..2000];
}
