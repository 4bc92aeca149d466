using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>What became of an <see cref="Operation"/>. Failure is a value, not an exception.</summary>
public abstract record Outcome(Guid OperationId)
{
    /// <param name="Values">Everything that was read.</param>
    /// <param name="Missing">Paths asked for that the gateway says it does not have (9005, 7026), with its fault.</param>
    public sealed record ValuesRead(Guid OperationId, IReadOnlyList<ParameterValue> Values, IReadOnlyList<ParameterFault> Missing)
        : Outcome(OperationId);

    public sealed record Discovered(Guid OperationId, string Path, IReadOnlyList<DiscoveredName> Names) : Outcome(OperationId);

    /// <param name="NeedsReboot">CWMP Status 1: stored, applied later.</param>
    public sealed record ValuesWritten(Guid OperationId, bool NeedsReboot) : Outcome(OperationId);

    /// <param name="Paths">
    /// Instance paths in the order asked for; null where creation failed or was not tried, and <paramref name="Fault"/> says why.
    /// </param>
    public sealed record InstancesAdded(Guid OperationId, IReadOnlyList<string?> Paths, Fault? Fault) : Outcome(OperationId);

    public sealed record InstancesDeleted(Guid OperationId, IReadOnlyList<string> Paths, Fault? Fault) : Outcome(OperationId);

    /// <summary>Software modules for which the protocol has a command each: what was answered to each, in the order's order.</summary>
    public sealed record SoftwareBegun(Guid OperationId, IReadOnlyList<SoftwareStart> Modules) : Outcome(OperationId);

    /// <summary>Accepted: a reboot, a reset, a transfer, a command, attributes, vouchers.</summary>
    /// <param name="Results">Output arguments of a synchronous command.</param>
    /// <param name="Completed">False where the result follows (a report under the command key).</param>
    public sealed record Accepted(Guid OperationId, bool Completed, IReadOnlyDictionary<string, string> Results) : Outcome(OperationId);

    public sealed record AttributesRead(Guid OperationId, IReadOnlyList<ParameterAttributes> Attributes) : Outcome(OperationId);

    public sealed record TransfersListed(Guid OperationId, IReadOnlyList<QueuedTransfer> Transfers) : Outcome(OperationId);

    public sealed record OptionsRead(Guid OperationId, IReadOnlyList<GatewayOption> Options) : Outcome(OperationId);

    /// <param name="Methods">As the gateway names them.</param>
    public sealed record MethodsListed(Guid OperationId, IReadOnlyList<string> Methods) : Outcome(OperationId);

    /// <param name="Response">JSON, as the gateway answered; values that are secret by name are blotted out.</param>
    public sealed record Answered(Guid OperationId, string Response) : Outcome(OperationId);

    public sealed record Failed(Guid OperationId, Fault Fault) : Outcome(OperationId);

    /// <summary>The conversation ended before an answer came: it may or may not have happened.</summary>
    public sealed record Lost(Guid OperationId, string Reason) : Outcome(OperationId);
}
