using Usp.Messages;
using UspController.Messages;
using UspController.Records;

namespace UspController.Agents.Errands;

/// <summary>Asks an agent for its protocol versions and who it is.</summary>
internal sealed class IdentifyErrand(string endpointId) : Errand
{
    private static readonly string[] Names =
        ["ManufacturerOUI", "ProductClass", "SerialNumber", "Manufacturer", "ModelName", "SoftwareVersion", "HardwareVersion"];

    private readonly List<ParameterValue> _values = [];
    private string _root = DataRoot.Device;

    /// <summary>Null while the agent has not told.</summary>
    public string? Version { get; private set; }

    public IReadOnlyList<ParameterValue> Values => _values;

    /// <summary>TR-369 knows <c>Device.</c> alone; an agent that has nothing there is asked for TR-098's <c>InternetGatewayDevice.</c>.</summary>
    public string Root => _values.Count > 0 ? _root : DataRoot.Device;

    public override Request Begin() => GetSupportedProtocolMessage.Create();

    public override Request? Continue(Reply reply)
    {
        switch (reply)
        {
            case Reply.Answered { Response.GetSupportedProtocolResp: { } response }:
                Version = GetSupportedProtocolMessage.Read(response);
                return Ask();

            case Reply.Answered { Response.GetResp: { } response }:
                GetMessage.Read(response, _values, []);
                return _values.Count == 0 ? AskOther() : null;

            // An agent that refuses the first may well answer the second; one that says nothing at all is asked no more.
            case Reply.Refused when Version is null:
                Version = ProtocolVersion.Default;
                return Ask();

            case Reply.Refused:
                return AskOther();

            default:
                return null;
        }
    }

    /// <summary>The triple from Device.DeviceInfo, its gaps filled from what an OnBoardRequest said, else from the endpoint id.</summary>
    public DeviceIdentity Identity(DeviceId? told)
    {
        var fallback = told ?? EndpointId.ToDeviceId(endpointId);
        var oui = Value("ManufacturerOUI");
        var serial = Value("SerialNumber");
        var id = oui.Length > 0 && serial.Length > 0
            ? new DeviceId(oui, Value("ProductClass"), serial)
            : fallback;
        return new DeviceIdentity(id, NullIfEmpty(Value("Manufacturer")), NullIfEmpty(Value("ModelName")), endpointId);
    }

    private Request Ask() => GetMessage.Create([.. Names.Select(n => $"{_root}DeviceInfo.{n}")]);

    private Request? AskOther()
    {
        if (_root != DataRoot.Device)
        {
            return null;
        }

        _root = DataRoot.InternetGatewayDevice;
        return Ask();
    }

    private string Value(string name) => _values.Find(v => v.Path == $"{_root}DeviceInfo.{name}").Value ?? "";

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;
}
