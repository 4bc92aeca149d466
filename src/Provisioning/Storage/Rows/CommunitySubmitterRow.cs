namespace Provisioning.Storage.Rows;

/// <summary>Somebody who may submit profiles, and nothing else.</summary>
public sealed class CommunitySubmitterRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the key, hex; unique.</summary>
    public required string Hash { get; set; }

    public required string AddedBy { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>Null: the key opens.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}
