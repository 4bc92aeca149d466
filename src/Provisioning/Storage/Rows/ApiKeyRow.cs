namespace Provisioning.Storage.Rows;

/// <summary>An API key; only its hash is kept.</summary>
public sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the key, hex; unique.</summary>
    public required string Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
