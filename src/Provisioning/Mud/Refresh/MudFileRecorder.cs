using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Hosts;
using Provisioning.Mud.Versions;
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
        AcsDbContext db, MudFileRow row, MudAttempt attempt, RecordTerms terms, CancellationToken cancellationToken)
    {
        switch (attempt)
        {
            case MudAttempt.Accepted accepted:
                return await AcceptAsync(db, row, accepted, terms, cancellationToken);
            case MudAttempt.Unchanged unchanged:
                Pin(row, unchanged.Signature);
                SetSignature(row, unchanged.Signature.State, unchanged.Signature.Detail);
                row.Diagnostics = MudDiagnosticsJson.Write(unchanged.Diagnostics);
                await SucceedAsync(db, row, unchanged.Validity, terms.Now, cancellationToken);
                return false;
            case MudAttempt.Rejected rejected:
                return await RejectAsync(db, row, rejected, terms.Now, cancellationToken);
            default:
                return false;
        }
    }

    private static async Task<bool> AcceptAsync(
        AcsDbContext db, MudFileRow row, MudAttempt.Accepted accepted, RecordTerms terms, CancellationToken cancellationToken)
    {
        if (row.Id == 0)
        {
            await db.SaveChangesAsync(cancellationToken); // Versions name it by its id.
        }

        var version = await VersionBook.FindAsync(db, row, accepted.File.Sha256, cancellationToken);
        var decision = VersionPolicy.Decide(QuestionOf(row, version, accepted, terms));
        var isSame = row.State == MudFileState.Good && row.Sha256 == accepted.File.Sha256;
        var isNew = version is null;
        version ??= Add(db, row, accepted, terms);
        (version.Signature, version.SignatureDetail, version.SignerId) = (accepted.Signature.State, Cut(accepted.Signature.Detail), accepted.Signature.SignerId);
        version.Diagnostics = MudDiagnosticsJson.Write(accepted.Diagnostics);
        (row.ETag, row.ServedSha256) = (accepted.ETag, accepted.File.Sha256);
        if (terms.Author is { } author)
        {
            (version.DecidedBy, version.DecidedAt, version.Reason) = (author, terms.Now, null);
            (row.HeldAt, row.HeldBy) = (null, null);
        }

        switch (decision)
        {
            case VersionDecision.TakesEffect when !isSame:
                await TakeEffectAsync(db, row, version, accepted, terms, cancellationToken);
                break;
            case VersionDecision.TakesEffect:
                await RenewAsync(db, row, version, accepted, terms, cancellationToken);
                break;
            case VersionDecision.Waits waits:
                await WaitAsync(db, row, version, waits.Because, terms.Now, cancellationToken);
                await SucceedAsync(db, row, accepted.File.CacheValidity, terms.Now, cancellationToken);
                break;
            default:
                await SucceedAsync(db, row, accepted.File.CacheValidity, terms.Now, cancellationToken);
                break;
        }

        if (isNew)
        {
            await VersionBook.TrimAsync(db, row, cancellationToken);
        }

        return decision is VersionDecision.TakesEffect && !isSame;
    }

    private static async Task TakeEffectAsync(
        AcsDbContext db, MudFileRow row, MudFileVersionRow version, MudAttempt.Accepted accepted, RecordTerms terms, CancellationToken cancellationToken)
    {
        await VersionBook.PutInForceAsync(db, row, version, terms.Now, cancellationToken);
        if (terms.Author is null)
        {
            Pin(row, accepted.Signature);
            row.NewestUpdate = accepted.File.LastUpdate is { } update && (row.NewestUpdate is not { } newest || update > newest) ? update : row.NewestUpdate;
        }
        else
        {
            PinAnew(row, version);
            row.NewestUpdate = accepted.File.LastUpdate;
        }

        Succeed(row, accepted.File.CacheValidity, terms.Now);
        await Successions.FollowAsync(db, row, terms.WideningNeedsApproval && terms.Author is null, terms.Now, cancellationToken);
        await AffectedDevices.TellAsync(db, row.Url, "mud.fetched", $"{row.Url} is in force, {Describe(row)}.{Change(accepted)}", terms.Now, cancellationToken);
    }

    /// <summary>The content in force once more: what waited was taken back by its maker.</summary>
    private static async Task RenewAsync(
        AcsDbContext db, MudFileRow row, MudFileVersionRow version, MudAttempt.Accepted accepted, RecordTerms terms, CancellationToken cancellationToken)
    {
        (version.State, version.InForceAt) = (MudVersionState.InForce, version.InForceAt ?? row.FetchedAt ?? terms.Now);
        Pin(row, accepted.Signature);
        SetSignature(row, accepted.Signature.State, accepted.Signature.Detail);
        row.Diagnostics = version.Diagnostics;
        row.FetchedAt = terms.Now;
        row.CanonicalUrl = accepted.File.MudUrl;
        await VersionBook.WithdrawAsync(db, row, cancellationToken);
        await SucceedAsync(db, row, accepted.File.CacheValidity, terms.Now, cancellationToken);
    }

    private static async Task WaitAsync(
        AcsDbContext db, MudFileRow row, MudFileVersionRow version, string because, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var news = row.WaitingSha256 != version.Sha256;
        await VersionBook.WaitAsync(db, row, version, because, cancellationToken);
        if (news)
        {
            await AffectedDevices.TellAsync(db, row.Url, "mud.waiting", Cut($"{row.Url} has a new content that waits for a person. {because}"), now, cancellationToken);
        }
    }

    private static VersionQuestion QuestionOf(MudFileRow row, MudFileVersionRow? version, MudAttempt.Accepted accepted, RecordTerms terms) => new(
        HasContentInForce: row.Content is not null,
        IsContentInForce: row.Sha256 == accepted.File.Sha256,
        OnPersonsWord: terms.Author is not null,
        WasRefused: version?.State == MudVersionState.Refused,
        WasInForce: version?.InForceAt is not null,
        IsHeld: row.HeldAt is not null,
        Signer.Of(row.SignerId, row.Signer),
        Signer.Of(accepted.Signature.SignerId, accepted.Signature.Detail),
        accepted.Difference?.Gained.Count,
        terms.WideningNeedsApproval);

    private static MudFileVersionRow Add(AcsDbContext db, MudFileRow row, MudAttempt.Accepted accepted, RecordTerms terms)
    {
        var version = new MudFileVersionRow
        {
            MudFileId = row.Id, Sha256 = accepted.File.Sha256, Content = accepted.Content, FetchedAt = terms.Now, LastUpdate = accepted.File.LastUpdate,
            State = MudVersionState.Superseded, Gained = accepted.Difference?.Gained.Count, Lost = accepted.Difference?.Lost.Count,
        };
        db.MudFileVersions.Add(version);
        return version;
    }

    /// <summary>The first good signature says who may sign from now on.</summary>
    private static void Pin(MudFileRow row, SignatureCheck signature)
    {
        if (row.SignerId is null && signature.SignerId is { } id)
        {
            (row.SignerId, row.Signer) = (id, signature.Detail);
        }
    }

    /// <summary>A person has said that this content counts, and so who signed it.</summary>
    public static void PinAnew(MudFileRow row, MudFileVersionRow version) =>
        (row.SignerId, row.Signer) = (version.SignerId, version.SignerId is null ? null : version.SignatureDetail);

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

    private static void SetSignature(MudFileRow row, MudSignatureState state, string? detail) =>
        (row.Signature, row.SignatureDetail) = (state, Cut(detail));

    private static string Change(MudAttempt.Accepted accepted) => accepted.Difference is { IsNone: false } difference
        ? string.Create(CultureInfo.InvariantCulture, $" Flows gained: {difference.Gained.Count}, lost: {difference.Lost.Count}.")
        : "";

    private static string Describe(MudFileRow row) => row.Signature switch
    {
        MudSignatureState.Valid => $"signed by {row.SignatureDetail}",
        MudSignatureState.Invalid => "stored by an administrator, its signature not checked",
        _ => "unsigned",
    };

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text) => text is null || text.Length <= 2000 ? text : text[..2000];
}
