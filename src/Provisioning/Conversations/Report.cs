using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>What a gateway tells without being asked, inside a conversation or as a contact of its own. Durable before it is acknowledged.</summary>
public abstract record Report
{
    /// <summary>CWMP TransferComplete, USP TransferComplete! or the OperationComplete of a Download().</summary>
    /// <param name="CommandKey">May be empty: some CPEs lose it.</param>
    /// <param name="Fault">Null on success.</param>
    public sealed record Transfer(string CommandKey, Fault? Fault, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt) : Report;

    /// <summary>USP OperationComplete of a command.</summary>
    public sealed record CommandDone(string CommandKey, string Path, IReadOnlyDictionary<string, string> Results, Fault? Fault) : Report;

    public sealed record ValuesChanged(IReadOnlyList<ParameterValue> Values) : Report;

    /// <param name="Path">The new instance, <c>Device.Hosts.Host.3.</c></param>
    public sealed record ObjectCreated(string Path, IReadOnlyList<ParameterValue> UniqueKeys) : Report;

    public sealed record ObjectDeleted(string Path) : Report;

    /// <summary>Boot!: what caused it, as the gateway says.</summary>
    public sealed record Booted(string CommandKey, string Cause, bool FirmwareUpdated) : Report;
}
