using Provisioning.Mud;

namespace Provisioning.Storage.Rows;

/// <summary>A MUD file, fetched once per URL for the whole ISP. The last good content stays when a later fetch fails.</summary>
public sealed class MudFileRow
{
    public long Id { get; set; }

    /// <summary>Unique.</summary>
    public required string Url { get; set; }

    /// <summary>The last content that was accepted, or null.</summary>
    public byte[]? Content { get; set; }

    public string? Sha256 { get; set; }

    public MudFileState State { get; set; }

    public MudSignatureState Signature { get; set; }

    /// <summary>Subject of the signer, or why verification failed.</summary>
    public string? SignatureDetail { get; set; }

    /// <summary>JSON array of diagnostics of the last attempt.</summary>
    public string? Diagnostics { get; set; }

    /// <summary>Why the last attempt failed, for a person; null when it did not.</summary>
    public string? Failure { get; set; }

    public string? ETag { get; set; }

    public DateTimeOffset? FetchedAt { get; set; }

    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>When cache-validity ends and it is fetched again (RFC 8520 §3.5).</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public bool IsSupported { get; set; } = true;

    public string? SystemInfo { get; set; }

    /// <summary>Who must sign the next content (RFC 8520 §16): of the first good signature, or of what a person approved since; null: nobody yet.</summary>
    public string? SignerId { get; set; }

    /// <summary>The pinned signer's subject, for a person.</summary>
    public string? Signer { get; set; }

    /// <summary>mud-url of the content in force: what a successor's URL is compared with.</summary>
    public string? CanonicalUrl { get; set; }

    /// <summary>The newest last-update that ever took effect by itself: older content is a rollback.</summary>
    public DateTimeOffset? NewestUpdate { get; set; }

    /// <summary>What the server sent last, and what <see cref="ETag"/> belongs to; the content in force unless another one waits or is refused.</summary>
    public string? ServedSha256 { get; set; }

    /// <summary>The version that waits for a person, or null.</summary>
    public string? WaitingSha256 { get; set; }

    /// <summary>Since when a person holds the content in force: nothing else takes effect until he lets go.</summary>
    public DateTimeOffset? HeldAt { get; set; }

    public string? HeldBy { get; set; }

    /// <summary>The same file with another content: what a campaign brought to some gateways.</summary>
    internal MudFileRow With(MudFileVersionRow version)
    {
        var other = (MudFileRow)MemberwiseClone();
        (other.Content, other.Sha256, other.Signer) = (version.Content, version.Sha256, version.SignerId is null ? null : version.SignatureDetail);
        return other;
    }
}
