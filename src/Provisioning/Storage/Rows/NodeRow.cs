namespace Provisioning.Storage.Rows;

/// <summary>A running process of this server on the shared database.</summary>
public sealed class NodeRow
{
    /// <summary>Anew with each start.</summary>
    public required string Id { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Its last sign of life.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
