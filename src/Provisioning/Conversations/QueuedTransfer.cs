namespace Provisioning.Conversations;

/// <summary>A transfer that a gateway has in its queue (TR-069 A.3.2, A.4.1.7).</summary>
/// <param name="State">1 not yet begun, 2 under way, 3 completed and not yet told.</param>
/// <param name="IsDownload">Null, as all that follows, where the gateway's RPC does not tell.</param>
/// <param name="FileSize">Bytes.</param>
public sealed record QueuedTransfer(
    string CommandKey,
    int State,
    bool? IsDownload = null,
    string? FileType = null,
    long? FileSize = null,
    string? TargetFileName = null)
{
    /// <summary>USP: the command that runs; the queue there holds every asynchronous command, not transfers alone.</summary>
    public string? Command { get; init; }
}
