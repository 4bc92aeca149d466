namespace CpeSimulator.Firmware;

/// <summary>A download that the ACS ordered.</summary>
/// <param name="FileSize">0: not told.</param>
public sealed record TransferRequest(string CommandKey, string Url, string Username, string Password, long FileSize)
{
    /// <summary>False for other files, which are fetched and not looked into.</summary>
    public bool IsFirmware { get; init; } = true;

    public string? ChecksumAlgorithm { get; init; }

    public string? Checksum { get; init; }
}
