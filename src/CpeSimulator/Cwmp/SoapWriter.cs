using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CpeSimulator.Cwmp;

/// <summary>Writes envelopes as the gateway's stack would, odd stacks included.</summary>
internal sealed class SoapWriter(string cwmpNamespace, Faults faults)
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly XNamespace _cwmp = cwmpNamespace;

    /// <summary>Prefix of the cwmp namespace, as array types need it.</summary>
    private string CwmpPrefix => faults.OddPrefixes ? "c-1" : "cwmp";

    public Encoding Charset => faults.Latin1 ? Encoding.Latin1 : s_utf8;

    public XElement Rpc(string name, params object?[] content) => new(_cwmp + name, content);

    /// <summary>An array with its SOAP type.</summary>
    /// <param name="type"><c>xsd:string</c> or a struct of CWMP.</param>
    public XElement Array(string name, string type, IReadOnlyCollection<object> items)
    {
        var qualified = type.Contains(':', StringComparison.Ordinal) ? type : $"{CwmpPrefix}:{type}";
        return new XElement(name, new XAttribute(SoapNames.Encoding + "arrayType", $"{qualified}[{items.Count}]"), items);
    }

    public static XElement Typed(string name, string xsdType, string value) =>
        new(name, new XAttribute(SoapNames.Instance + "type", "xsd:" + xsdType), value);

    public byte[] Fault(string id, CwmpFaultException fault)
    {
        var detail = new XElement(
            _cwmp + "Fault",
            new XElement("FaultCode", fault.Code),
            new XElement("FaultString", fault.Message),
            fault.Parameters.Select(p => new XElement(
                "SetParameterValuesFault",
                new XElement("ParameterName", p.Path),
                new XElement("FaultCode", p.CwmpCode),
                new XElement("FaultString", p.Message))));
        return Write(id, new XElement(
            SoapNames.Envelope + "Fault",
            new XElement("faultcode", "Client"),
            new XElement("faultstring", "CWMP fault"),
            new XElement("detail", detail)));
    }

    public byte[] Write(string id, XElement body)
    {
        var soap = faults.OddPrefixes ? "soap_env" : "soap";
        var envelope = new XElement(
            SoapNames.Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + soap, SoapNames.Envelope),
            new XAttribute(XNamespace.Xmlns + (faults.OddPrefixes ? "soap_enc" : "soap-enc"), SoapNames.Encoding),
            new XAttribute(XNamespace.Xmlns + "xsi", SoapNames.Instance),
            new XAttribute(XNamespace.Xmlns + "xsd", SoapNames.Schema),
            new XAttribute(XNamespace.Xmlns + CwmpPrefix, _cwmp),
            new XElement(
                SoapNames.Envelope + "Header",
                new XElement(_cwmp + "ID", new XAttribute(SoapNames.Envelope + "mustUnderstand", "1"), id)),
            new XElement(SoapNames.Envelope + "Body", body));
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = Charset, CheckCharacters = false };
        using (var writer = XmlWriter.Create(bytes, settings))
        {
            envelope.Save(writer);
        }

        return bytes.ToArray();
    }
}
