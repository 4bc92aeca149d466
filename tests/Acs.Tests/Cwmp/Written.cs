using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Acs.Cwmp.Rpc;
using Acs.Cwmp.Soap;

namespace Acs.Tests.Cwmp;

internal static class Written
{
    public static string Text(IAcsMessage message, string ns = "urn:dslforum-org:cwmp-1-0", string? id = "7", string? use = null, bool numeric = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var soap = new SoapWriter(buffer, numeric);
        soap.Begin(ns, id, use);
        message.Write(soap);
        soap.End();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What stands in the SOAP body, once a parser that checks namespaces has accepted the whole.</summary>
    public static string Body(IAcsMessage message, bool numeric = false)
    {
        var text = Text(message, numeric: numeric);
        _ = XDocument.Parse(text);
        var start = text.IndexOf("<soap-env:Body>", StringComparison.Ordinal) + "<soap-env:Body>".Length;
        return text[start..text.IndexOf("</soap-env:Body>", StringComparison.Ordinal)];
    }
}
