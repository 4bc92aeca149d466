using System.Globalization;
using System.Xml.Linq;
using CpeSimulator.Cwmp.Rpcs;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp;

/// <summary>The Inform (TR-069 A.3.3.1).</summary>
internal static class InformBuilder
{
    private static readonly string[] s_always =
    [
        "RootDataModelVersion", "DeviceSummary", "DeviceInfo.SpecVersion", "DeviceInfo.HardwareVersion", "DeviceInfo.SoftwareVersion",
        "DeviceInfo.ProvisioningCode", "ManagementServer.ParameterKey", "ManagementServer.ConnectionRequestURL",
    ];

    public static XElement Build(
        Gateway gateway, SoapWriter soap, IReadOnlyList<CwmpEvent> events, IReadOnlyCollection<string> changed, int retryCount)
    {
        var options = gateway.Options;
        var root = gateway.Model.Schema.Root.Path;
        // TR-069 3.6.1: a gateway with alias-based addressing says so in every Inform.
        string[] aliases = Aliases.Understood(gateway.Model) ? [root + "ManagementServer.AliasBasedAddressing"] : [];
        var parameters = s_always.Select(p => root + p).Concat(aliases).Concat(changed).Distinct(StringComparer.Ordinal)
            .Where(p => gateway.Model.Find(p) is not null)
            .Select(p => gateway.Model.Read(p)[0]);
        return soap.Rpc(
            "Inform",
            new XElement(
                "DeviceId",
                new XElement("Manufacturer", options.Manufacturer),
                new XElement("OUI", options.Oui),
                new XElement("ProductClass", options.ProductClass),
                new XElement("SerialNumber", options.SerialNumber)),
            soap.Array("Event", "EventStruct", [.. events.Select(e => new XElement(
                "EventStruct", new XElement("EventCode", e.Code), new XElement("CommandKey", gateway.Faults.LosesCommandKey ? "" : e.CommandKey)))]),
            new XElement("MaxEnvelopes", 1),
            new XElement("CurrentTime", Time(gateway.Now)),
            new XElement("RetryCount", retryCount),
            soap.Array("ParameterList", "ParameterValueStruct", [.. parameters.Select(p => GetParameterValues.ValueStruct(gateway, p))]));
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
