namespace CpeSimulator.Firmware;

/// <summary>How a download ended.</summary>
/// <param name="FaultCode">CWMP: 0 for success, 9010 and 9014 to 9019 else.</param>
/// <param name="Image">The image that is now in the gateway, null after a fault.</param>
public sealed record TransferResult(
    TransferRequest Request, int FaultCode, string FaultText, DateTimeOffset Started, DateTimeOffset Completed, SimFirmware? Image)
{
    /// <summary>Of the file, as it arrived.</summary>
    public long Bytes { get; init; }

    /// <summary>The like of it in USP (TR-369 §13.3).</summary>
    public int UspFaultCode => FaultCode == 0 ? 0 : 7022;
}
