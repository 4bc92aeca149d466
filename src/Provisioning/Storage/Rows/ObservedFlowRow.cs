namespace Provisioning.Storage.Rows;

/// <summary>
/// A flow that a host opened to somebody outside, of late, whether it may or not: who asks from where an attack comes is told by it.
/// Unique for (device, MAC, peer, protocol, port).
/// </summary>
public sealed class ObservedFlowRow
{
    public long Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>Lower case with colons.</summary>
    public required string Mac { get; set; }

    /// <summary>The other end's address.</summary>
    public required string Peer { get; set; }

    /// <summary>IP protocol number.</summary>
    public int Protocol { get; set; }

    /// <summary>Of the other end; 0 where the protocol has none.</summary>
    public int Port { get; set; }

    /// <summary>Source ports of late as the other end sees them, the newest first, separated by spaces.</summary>
    public string SourcePorts { get; set; } = "";

    /// <summary>Where the last of these came from as the other end sees it; null: no translation was told.</summary>
    public string? TranslatedSource { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }
}
