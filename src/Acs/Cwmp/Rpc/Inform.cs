using Acs.Cwmp.Soap;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.3.1: opens every session.</summary>
/// <param name="Identity">
/// From DeviceId; a part that is empty there is taken from the ParameterList, for firmware that has it only in one of them.
/// </param>
internal sealed record Inform(
    DeviceIdentity Identity,
    IReadOnlyList<InformEvent> Events,
    IReadOnlyList<ParameterValue> Values,
    int RetryCount) : ICpeMessage
{
    public string Name => "Inform";

    /// <summary>Identity is what the database keys on: without OUI and serial number, or with overlong parts, there is none.</summary>
    public bool HasIdentity =>
        Identity.Id is { Oui.Length: > 0 and <= 64, ProductClass.Length: <= 64, SerialNumber.Length: > 0 and <= 64 };

    /// <summary><c>Device.</c> or <c>InternetGatewayDevice.</c>, as the ParameterList shows; empty if it shows nothing.</summary>
    public string Root
    {
        get
        {
            foreach (var value in Values)
            {
                if (value.Path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
                {
                    return value.Path[..(dot + 1)];
                }
            }

            return "";
        }
    }

    /// <summary>Null: the ParameterList has none.</summary>
    public string? SoftwareVersion => Or("", Values, ".DeviceInfo.SoftwareVersion") is { Length: > 0 } version ? version : null;

    public static Inform Read(XmlCursor xml)
    {
        string manufacturer = "", oui = "", productClass = "", serialNumber = "";
        IReadOnlyList<InformEvent> events = [];
        IReadOnlyList<ParameterValue> values = [];
        var retryCount = 0;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "DeviceId":
                    var id = xml.Enter();
                    while (xml.Next(id))
                    {
                        switch (xml.Name)
                        {
                            case "Manufacturer":
                                manufacturer = xml.Token();
                                break;
                            case "OUI":
                                oui = xml.Token();
                                break;
                            case "ProductClass":
                                productClass = xml.Token();
                                break;
                            case "SerialNumber":
                                serialNumber = xml.Token();
                                break;
                        }
                    }

                    break;
                case "Event":
                    events = InformEvent.ReadList(xml);
                    break;
                case "RetryCount":
                    retryCount = XmlValue.Int(xml.Token()) ?? 0;
                    break;
                case "ParameterList":
                    values = ParameterValues.Read(xml);
                    break;
            }
        }

        if (Placeholders.IsOui(oui) && Or("", values, ".DeviceInfo.ManufacturerOUI") is { Length: > 0 } own && !Placeholders.IsOui(own))
        {
            oui = "";
        }

        xml.Quirks |= oui.Length == 0 || serialNumber.Length == 0 ? Quirk.IncompleteDeviceId : Quirk.None;
        var identity = new DeviceIdentity(
            new DeviceId(
                Or(oui, values, ".DeviceInfo.ManufacturerOUI"),
                Or(productClass, values, ".DeviceInfo.ProductClass"),
                Or(serialNumber, values, ".DeviceInfo.SerialNumber")),
            Or(manufacturer, values, ".DeviceInfo.Manufacturer") is { Length: > 0 } maker ? maker : null,
            Or("", values, ".DeviceInfo.ModelName") is { Length: > 0 } model ? model : null);
        xml.Quirks |= Placeholders.IsOui(identity.Id.Oui) || Placeholders.IsSerialNumber(identity.Id.SerialNumber) ? Quirk.PlaceholderIdentity : Quirk.None;
        return new Inform(identity, events, values, retryCount);
    }

    private static string Or(string text, IReadOnlyList<ParameterValue> values, string name)
    {
        if (text.Length > 0)
        {
            return text;
        }

        foreach (var value in values)
        {
            if (value.Path.EndsWith(name, StringComparison.Ordinal))
            {
                return value.Value.Trim();
            }
        }

        return "";
    }
}
