namespace Provisioning.Storage.Rows;

/// <summary>Something that the server remembers of itself: how it was configured when it last acted on it.</summary>
public sealed class ServerFactRow
{
    public required string Name { get; set; }

    public required string Value { get; set; }
}
