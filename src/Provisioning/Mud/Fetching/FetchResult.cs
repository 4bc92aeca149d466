namespace Provisioning.Mud.Fetching;

internal abstract record FetchResult
{
    /// <param name="FinalUrl">After redirects.</param>
    public sealed record Fetched(byte[] Content, string? ETag, Uri FinalUrl) : FetchResult;

    /// <param name="FinalUrl">After redirects.</param>
    public sealed record NotModified(Uri FinalUrl) : FetchResult;

    /// <param name="Reason">A sentence for a person, without a full stop.</param>
    public sealed record Failed(string Reason) : FetchResult;
}
