using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.4</summary>
internal sealed class GetOptions : IRpc
{
    public string Name => nameof(GetOptions);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var wanted = request.Text("OptionName");
        var options = context.State.Options.Select((name, index) => (name, index)).Where(o => wanted.Length == 0 || o.name == wanted);
        return context.Soap.Rpc("GetOptionsResponse", context.Soap.Array("OptionList", "OptionStruct", [.. options.Select(o => new XElement(
            "OptionStruct",
            new XElement("OptionName", o.name),
            new XElement("VoucherSN", o.index + 1),
            new XElement("State", 3),
            new XElement("Mode", 2),
            new XElement("StartDate", "2026-01-01T00:00:00Z"),
            new XElement("IsTransferable", 0)))]));
    }
}
