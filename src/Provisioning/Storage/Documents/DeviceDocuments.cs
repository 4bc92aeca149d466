using Provisioning.Devices;
using Provisioning.DesiredState;

namespace Provisioning.Storage.Documents;

/// <summary>What is known of one device, decoded.</summary>
/// <param name="Progress">Null when nothing has been tried yet.</param>
public sealed record DeviceDocuments(ReportedParameters Reported, Capabilities Capabilities, ReconcileProgress? Progress)
{
    public static DeviceDocuments Empty { get; } = new(ReportedParameters.Empty, Capabilities.None, null);
}
