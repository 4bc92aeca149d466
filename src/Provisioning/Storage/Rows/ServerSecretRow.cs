namespace Provisioning.Storage.Rows;

/// <summary>A secret of the server itself that outlives a restart and is the same on every node. Encrypted.</summary>
public sealed class ServerSecretRow
{
    public required string Name { get; set; }

    public required string ProtectedValue { get; set; }
}
