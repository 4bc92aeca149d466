using Provisioning.Devices;
using Provisioning.DesiredState;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage.Documents;

/// <summary>What is known of one device, decoded.</summary>
/// <param name="Progress">Null when nothing has been tried yet.</param>
public sealed record DeviceDocuments(ReportedParameters Reported, Capabilities Capabilities, ReconcileProgress? Progress)
{
    /// <param name="row">Null: nothing is known.</param>
    internal static DeviceDocuments Of(DeviceDocumentRow? row) => row is null
        ? Empty
        : new DeviceDocuments(DocumentCodec.DecodeReported(row.Reported), DocumentCodec.DecodeCapabilities(row.Capabilities), DocumentCodec.DecodeProgress(row.Progress));

    public static DeviceDocuments Empty { get; } = new(ReportedParameters.Empty, Capabilities.None, null);
}
