using Acs.Cwmp.Soap;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Rpc;

/// <summary>ParameterValueList, which Inform, GetParameterValuesResponse and SetParameterValues share.</summary>
internal static class ParameterValues
{
    /// <summary>Reads the structs that are there; the arrayType's count is often wrong and is not looked at.</summary>
    public static List<ParameterValue> Read(XmlCursor xml)
    {
        var values = new List<ParameterValue>(16);
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is not "ParameterValueStruct")
            {
                continue;
            }

            string name = "";
            string? value = null;
            var type = ParameterType.Unknown;
            var item = xml.Enter();
            while (xml.Next(item))
            {
                switch (xml.Name)
                {
                    case "Name":
                        name = xml.Token();
                        break;
                    case "Value":
                        type = XmlValue.Type(xml.Attribute("type"));
                        value = xml.Text();
                        break;
                }
            }

            // A struct without Value (Cisco SPA122) reads as empty and the rest is kept; one without Name says nothing.
            if (name.Length > 0)
            {
                xml.Quirks |= value is null ? Quirk.MissingValue : type == ParameterType.Unknown ? Quirk.UntypedValue : Quirk.None;
                xml.Quirks |= value is "(null)" && name.EndsWith(".ParameterKey", StringComparison.Ordinal) ? Quirk.NoParameterKey : Quirk.None;
                values.Add(new ParameterValue(name, XmlValue.Canonical(value ?? "", type), type));
            }
        }

        return values;
    }

    public static void Write(SoapWriter soap, IReadOnlyList<ParameterValue> values)
    {
        soap.OpenArray("ParameterList"u8, "cwmp:ParameterValueStruct"u8, values.Count);
        foreach (var value in values)
        {
            soap.Raw("<ParameterValueStruct>"u8);
            soap.Element("Name"u8, value.Path);
            soap.Raw("<Value xsi:type=\""u8);
            soap.Raw(XmlValue.TypeName(value.Type));
            soap.Raw("\">"u8);
            soap.Text(Wire(value, soap));
            soap.Raw("</Value></ParameterValueStruct>"u8);
        }

        soap.Close("ParameterList"u8);
    }

    private static string Wire(ParameterValue value, SoapWriter soap) => value.Type switch
    {
        ParameterType.Boolean when soap.NumericBooleans => XmlValue.Boolean(value.Value) ? "1" : "0",
        ParameterType.DateTime when soap.WholeSeconds => XmlValue.WholeSeconds(value.Value),
        _ => value.Value,
    };
}
