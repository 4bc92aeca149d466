using Microsoft.Extensions.Options;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Refresh;

/// <summary>Fetch, signature, judgement: one file's way from its URL to an answer.</summary>
internal sealed class MudRetrieval(MudFetcher fetcher, MudSignatureVerifier verifier, IOptions<MudOptions> options)
{
    /// <param name="served">What the server sent last, where that is another content than the one in force.</param>
    public async Task<MudAttempt> AttemptAsync(MudFileRow known, byte[]? served, CancellationToken cancellationToken)
    {
        var parsed = known.Content is null ? null : MudParser.Parse(known.Content);
        var inForce = parsed?.File;
        var etag = inForce is null ? null : known.ETag;
        switch (await fetcher.GetAsync(known.Url, "application/mud+json", etag, cancellationToken))
        {
            case FetchResult.NotModified same when served is not null:
                var (again, _) = await CheckAsync(served, cancellationToken);
                return MudJudgement.Judge(known.Url, same.FinalUrl, served, known.ETag, again, inForce, options.Value.RequireSignature, newest: known.NewestUpdate);
            case FetchResult.NotModified:
                // The signer may have expired since: same bytes, another answer.
                var (still, _) = await CheckAsync(known.Content!, cancellationToken);
                return still.State == MudSignatureState.Invalid || (options.Value.RequireSignature && still.State != MudSignatureState.Valid)
                    ? MudJudgement.Judge(known.Url, null, known.Content!, known.ETag, still, null, options.Value.RequireSignature)
                    : new MudAttempt.Unchanged(inForce!.CacheValidity, still, parsed!.Diagnostics);
            case FetchResult.Fetched fetched:
                var (signature, _) = await CheckAsync(fetched.Content, cancellationToken);
                return MudJudgement.Judge(
                    known.Url, fetched.FinalUrl, fetched.Content, fetched.ETag, signature, inForce, options.Value.RequireSignature, newest: known.NewestUpdate);
            case FetchResult.Failed failed:
                var text = $"it cannot be fetched: {failed.Reason}";
                return new MudAttempt.Rejected(text, [new MudDiagnostic(MudSeverity.Error, MudCodes.Fetch, "$", 0, $"The file is not used: {text}.")]);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>A file that an administrator brought.</summary>
    public async Task<MudAttempt> JudgeUploadAsync(byte[] content, CancellationToken cancellationToken)
    {
        var (signature, reachable) = await CheckAsync(content, cancellationToken);
        return MudJudgement.Judge(null, null, content, null, signature, null, options.Value.RequireSignature, onPersonsWord: !reachable);
    }

    private async Task<(SignatureCheck Check, bool Reachable)> CheckAsync(byte[] content, CancellationToken cancellationToken)
    {
        if (SignatureLeaf.Find(content) is not { } url)
        {
            return (new SignatureCheck(MudSignatureState.Unsigned, null), true);
        }

        return await fetcher.GetAsync(url, "application/pkcs7-signature", null, cancellationToken) switch
        {
            FetchResult.Fetched fetched => (verifier.Verify(content, fetched.Content), true),
            FetchResult.Failed failed => (SignatureCheck.Invalid($"it cannot be fetched: {failed.Reason}"), false),
            _ => (SignatureCheck.Invalid("it cannot be fetched"), false),
        };
    }
}
