using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>What a gateway tells without being asked, inside a conversation or as a contact of its own. Durable before it is acknowledged.</summary>
public abstract record Report
{
    /// <summary>CWMP TransferComplete, USP TransferComplete! or the OperationComplete of a Download().</summary>
    /// <param name="CommandKey">May be empty: some CPEs lose it.</param>
    /// <param name="Fault">Null on success.</param>
    public sealed record Transfer(string CommandKey, Fault? Fault, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt) : Report;

    /// <summary>CWMP AutonomousTransferComplete: a transfer that nobody here ordered.</summary>
    /// <param name="Url">Where the file was, as the gateway says.</param>
    public sealed record OwnTransfer(bool IsDownload, string FileType, string Url, Fault? Fault) : Report;

    /// <summary>CWMP RequestDownload: the gateway would like a file.</summary>
    public sealed record DownloadRequested(string FileType, IReadOnlyDictionary<string, string> Arguments) : Report;

    /// <summary>CWMP DUStateChangeComplete and AutonomousDUStateChangeComplete: what became of software modules.</summary>
    /// <param name="CommandKey">Null: nobody here ordered it.</param>
    public sealed record SoftwareChanged(string? CommandKey, IReadOnlyList<SoftwareResult> Results) : Report;

    /// <summary>USP OperationComplete of a command.</summary>
    public sealed record CommandDone(string CommandKey, string Path, IReadOnlyDictionary<string, string> Results, Fault? Fault) : Report;

    public sealed record ValuesChanged(IReadOnlyList<ParameterValue> Values) : Report;

    /// <param name="Path">The new instance, <c>Device.Hosts.Host.3.</c></param>
    public sealed record ObjectCreated(string Path, IReadOnlyList<ParameterValue> UniqueKeys) : Report;

    public sealed record ObjectDeleted(string Path) : Report;

    /// <summary>USP Push!: what a bulk data profile collected (TR-369 "USPEventNotif Bulk Data Collection").</summary>
    /// <param name="Profile"><c>Device.BulkData.Profile.1.</c></param>
    /// <param name="Data">JSON or CSV, as the profile says.</param>
    public sealed record BulkData(string Profile, string Data) : Report;

    /// <summary>USP: any other event of the data model that was subscribed to.</summary>
    /// <param name="Event">Full path, <c>Device.SoftwareModules.DUStateChange!</c></param>
    public sealed record Told(string Event, IReadOnlyDictionary<string, string> Arguments) : Report;

    /// <summary>Boot!: what caused it, as the gateway says.</summary>
    public sealed record Booted(string CommandKey, string Cause, bool FirmwareUpdated) : Report;
}
