namespace Provisioning.Transfers;

/// <summary>What a gateway tells of a transfer that has ended.</summary>
/// <param name="CommandKey">As it came: empty, <c>(null)</c> and invented ones are seen.</param>
public sealed record ToldTransfer(string CommandKey)
{
    /// <summary>Null: it does not say (TransferComplete, TR-069 A.3.3.2).</summary>
    public bool? IsUpload { get; init; }

    /// <summary>Of the address of ours that it names (AutonomousTransferComplete, TR-069 A.3.3.3); null: none.</summary>
    public long? Attempt { get; init; }

    /// <summary>It names an address that is not ours: whatever it was, it was not ordered here.</summary>
    public bool IsElsewhere { get; init; }
}
