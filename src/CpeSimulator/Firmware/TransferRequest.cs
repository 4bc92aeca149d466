namespace CpeSimulator.Firmware;

/// <summary>A download that the ACS ordered.</summary>
/// <param name="FileSize">0: not told.</param>
public sealed record TransferRequest(string CommandKey, string Url, string Username, string Password, long FileSize)
{
    /// <summary>False for other files, which are fetched and not looked into.</summary>
    public bool IsFirmware { get; init; } = true;

    /// <summary>CWMP's, as ordered.</summary>
    public string FileType { get; init; } = "";

    public string TargetFileName { get; init; } = "";

    /// <summary>CWMP: the method event that tells of its end.</summary>
    public string Method { get; init; } = "M Download";

    public string? ChecksumAlgorithm { get; init; }

    public string? Checksum { get; init; }
}
