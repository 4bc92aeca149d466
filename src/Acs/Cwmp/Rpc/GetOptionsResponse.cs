using System.Globalization;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.4.</summary>
internal sealed record GetOptionsResponse(IReadOnlyList<GatewayOption> Options) : ICpeMessage
{
    private const int Max = 1024;

    public string Name => "GetOptionsResponse";

    public static GetOptionsResponse Read(XmlCursor xml)
    {
        var options = new List<GatewayOption>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            if (xml.Name is "OptionStruct")
            {
                var option = ReadItem(xml);
                if (options.Count < Max)
                {
                    options.Add(option);
                }
            }
        }

        return new GetOptionsResponse(options);
    }

    private static GatewayOption ReadItem(XmlCursor xml)
    {
        var option = new GatewayOption("", 0, 0, 0, null, null, false);
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "OptionName":
                    option = option with { Name = xml.Token() };
                    break;
                case "VoucherSN":
                    option = option with { VoucherSerialNumber = long.TryParse(xml.Token(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 };
                    break;
                case "State":
                    option = option with { State = XmlValue.Int(xml.Token()) ?? 0 };
                    break;
                case "Mode":
                    option = option with { Mode = XmlValue.Int(xml.Token()) ?? 0 };
                    break;
                case "StartDate":
                    option = option with { StartsAt = XmlValue.DateTime(xml.Token()) };
                    break;
                case "ExpirationDate":
                    option = option with { ExpiresAt = XmlValue.DateTime(xml.Token()) };
                    break;
                case "IsTransferable":
                    option = option with { IsTransferable = XmlValue.Boolean(xml.Token()) };
                    break;
            }
        }

        return option;
    }
}
