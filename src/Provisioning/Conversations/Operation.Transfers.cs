namespace Provisioning.Conversations;

/// <summary>Files to and from a gateway.</summary>
public abstract partial record Operation
{
    /// <summary>
    /// Sends a file of the gateway's to <paramref name="Url"/>: CWMP Upload. The outcome is the acceptance; the result comes
    /// later as <see cref="Report.Transfer"/> under <paramref name="CommandKey"/>.
    /// </summary>
    /// <param name="FileType">CWMP file type: <c>1 Vendor Configuration File</c>, <c>2 Vendor Log File</c>, <c>3 Vendor Configuration File 1</c>.</param>
    public sealed record Upload(
        Guid Id,
        string CommandKey,
        string FileType,
        Uri Url,
        string Username,
        string Password,
        long DelaySeconds = 0) : Operation(Id)
    {
        /// <summary>In place of an address: this server's file listener; the real one is made when the operation is handed out.</summary>
        public static Uri Here { get; } = new("urn:acs:files");
    }

    /// <summary>As <see cref="Download"/>, but within one or two windows of time (CWMP ScheduleDownload).</summary>
    public sealed record ScheduleDownload(
        Guid Id,
        string CommandKey,
        string FileType,
        Uri Url,
        string Username,
        string Password,
        long FileSize,
        string TargetFileName,
        IReadOnlyList<TransferWindow> Windows) : Operation(Id);

    /// <summary>Gives up a transfer that has not begun (CWMP CancelTransfer).</summary>
    /// <param name="CommandKey">Of the transfer; every one that carries it is cancelled.</param>
    public sealed record CancelTransfer(Guid Id, string CommandKey) : Operation(Id);

    /// <summary>Lists transfers that have not been completed and acknowledged (CWMP GetAllQueuedTransfers, GetQueuedTransfers).</summary>
    public sealed record ListTransfers(Guid Id) : Operation(Id);
}
