using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.DataModels.Capabilities;

/// <summary>A gateway's capabilities out of what it last reported.</summary>
public sealed class CapabilityReader
{
    private readonly CapabilityMaps _maps;

    internal CapabilityReader(CapabilityMaps maps) => _maps = maps;

    public GatewayCapabilities Read(DeviceRow device, DeviceDocuments documents)
    {
        var root = documents.Capabilities.Root.Length > 0 ? documents.Capabilities.Root
            : documents.Reported.Under("InternetGatewayDevice.").IsEmpty ? "Device." : "InternetGatewayDevice.";
        var id = new Devices.DeviceId(device.Oui, device.ProductClass, device.SerialNumber);
        return GatewayCapabilities.Of(_maps.Of(root, id, device.SoftwareVersion), documents.Reported);
    }
}
