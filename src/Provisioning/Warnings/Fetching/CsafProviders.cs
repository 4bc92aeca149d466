using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Fetching;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings.Fetching;

/// <summary>
/// Asks the configured CSAF providers for what is new. All that a provider has comes from the host of its provider-metadata.json, by
/// the MUD files' guarded way; the hash beside a document is checked, and of a trusted provider it must be there (CSAF §7.2.3).
/// </summary>
public sealed class CsafProviders
{
    /// <summary>Of one provider in one run; the next run goes on.</summary>
    private const int MostAtOnce = 200;

    private static readonly (string Suffix, Func<byte[], byte[]> Hash)[] Hashes = [(".sha512", SHA512.HashData), (".sha256", SHA256.HashData)];

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IGroupCommit _commit;
    private readonly MudFetcher _fetcher;
    private readonly AdvisoryIntake _intake;
    private readonly IOptions<WarningOptions> _options;
    private readonly TimeProvider _time;

    internal CsafProviders(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, MudFetcher fetcher, AdvisoryIntake intake, IOptions<WarningOptions> options, TimeProvider time)
    {
        (_contexts, _commit, _fetcher, _intake, _options, _time) = (contexts, commit, fetcher, intake, options, time);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = _time.GetUtcNow() - _options.Value.FetchEvery;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        foreach (var source in await db.WarningSources.AsNoTracking().Where(s => s.Enabled && s.Kind == SourceKind.Csaf && s.MetadataUrl != null && (s.CheckedAt == null || s.CheckedAt <= due)).ToListAsync(cancellationToken))
        {
            var (until, failure) = await FetchAsync(source, cancellationToken);
            await _commit.CommitAsync(
                async (write, token) =>
                {
                    if (await write.WarningSources.FirstOrDefaultAsync(s => s.Id == source.Id, token) is { } row)
                    {
                        (row.CheckedAt, row.Failure) = (until ?? row.CheckedAt, failure is { Length: > 4000 } ? failure[..4000] : failure);
                    }
                },
                cancellationToken);
        }
    }

    /// <returns>Up to when all was taken; null: nothing was. And what failed.</returns>
    private async Task<(DateTimeOffset? Until, string? Failure)> FetchAsync(WarningSourceRow source, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var host = new Uri(source.MetadataUrl!).Authority;
        var (content, failed) = await GetAsync(source.MetadataUrl!, host, cancellationToken);
        if (content is null || ProviderMetadata.Parse(content) is not { } metadata)
        {
            return (null, $"{source.MetadataUrl}: {failed ?? "this is no provider metadata"}");
        }

        var (listed, failures) = await ListAsync(metadata, host, cancellationToken);
        var fresh = listed.Where(d => source.CheckedAt is null || d.ChangedAt > source.CheckedAt).DistinctBy(d => d.Url, StringComparer.Ordinal).OrderBy(d => d.ChangedAt).ToList();
        foreach (var document in fresh.Take(MostAtOnce))
        {
            if (await TakeAsync(source, metadata, document, host, cancellationToken) is { } wrong)
            {
                failures.Add($"{document.Url}: {wrong}");
            }
        }

        return (fresh.Count > MostAtOnce ? fresh[MostAtOnce - 1].ChangedAt : now, failures.Count == 0 ? null : string.Join("; ", failures.Take(10)));
    }

    private async Task<(List<ListedDocument> Documents, List<string> Failures)> ListAsync(ProviderMetadata metadata, string host, CancellationToken cancellationToken)
    {
        var (documents, failures) = (new List<ListedDocument>(), new List<string>());
        foreach (var feed in metadata.Feeds)
        {
            var (content, failed) = await GetAsync(feed, host, cancellationToken);
            if (content is not null && DocumentLists.Feed(content) is { } list)
            {
                documents.AddRange(list);
            }
            else
            {
                failures.Add($"{feed}: {failed ?? "this is no ROLIE feed"}");
            }
        }

        foreach (var directory in metadata.Feeds.Count > 0 ? [] : metadata.Directories)
        {
            var (content, failed) = await GetAsync(directory + "changes.csv", host, cancellationToken);
            documents.AddRange(content is null ? [] : DocumentLists.Changes(content, directory));
            failures.AddRange(failed is null ? [] : [$"{directory}changes.csv: {failed}"]);
        }

        return (documents, failures);
    }

    /// <returns>What is wrong with it; null: it is taken, or known.</returns>
    private async Task<string?> TakeAsync(WarningSourceRow source, ProviderMetadata metadata, ListedDocument document, string host, CancellationToken cancellationToken)
    {
        var (content, failed) = await GetAsync(document.Url, host, cancellationToken);
        if (content is null)
        {
            return failed;
        }

        if (await HashTroubleAsync(document.Url, content, metadata.Role, host, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        return await _intake.TakeAsync(source, content, [], cancellationToken) is AdvisoryOutcome.Refused { Errors: var errors }
            ? string.Join(", ", errors.Take(3).Select(e => $"{e.Path} {e.Text}"))
            : null;
    }

    /// <summary>§7.1.18: a hash file stands beside the document, named as it is with .sha512 or .sha256 behind.</summary>
    private async Task<string?> HashTroubleAsync(string url, byte[] content, string role, string host, CancellationToken cancellationToken)
    {
        foreach (var (suffix, hash) in Hashes)
        {
            if ((await GetAsync(url + suffix, host, cancellationToken)).Content is { } file)
            {
                var said = Encoding.ASCII.GetString(file.AsSpan(0, Math.Min(file.Length, 200))).Split([' ', '\n', '\r', '\t'])[0];
                return said.Equals(Convert.ToHexString(hash(content)), StringComparison.OrdinalIgnoreCase) ? null : $"it is not what {suffix} says";
            }
        }

        return role == "csaf_trusted_provider" ? "a trusted provider has a hash beside each document, and there is none" : null;
    }

    private async Task<(byte[]? Content, string? Failure)> GetAsync(string url, string host, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || target.Scheme != Uri.UriSchemeHttps || target.Authority != host)
        {
            return (null, $"it is not at https://{host}");
        }

        return await _fetcher.GetAsync(url, "application/json, text/csv, text/plain, */*;q=0.1", etag: null, CsafParser.MaxBytes, cancellationToken) switch
        {
            FetchResult.Fetched { FinalUrl.Authority: var end } when end != host => (null, $"it leads to {end}"),
            FetchResult.Fetched fetched => (fetched.Content, null),
            FetchResult.Failed failed => (null, failed.Reason),
            _ => (null, "no answer"),
        };
    }
}
