using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>What a conversation needs to know of the device's row.</summary>
internal sealed record RowFacts(
    DeviceStatus Status,
    string? SoftwareVersion,
    ConvergenceState Convergence,
    string? ConvergenceReason,
    string? DesiredHash)
{
    public static RowFacts Of(DeviceRow row) =>
        new(row.Status, row.SoftwareVersion, row.Convergence, row.ConvergenceReason, row.DesiredHash);
}
