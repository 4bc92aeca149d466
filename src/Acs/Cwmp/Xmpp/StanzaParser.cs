using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>Parses one stanza by itself, with the prefixes that its stream has declared (RFC 6120 4.8).</summary>
internal static class StanzaParser
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        MaxCharactersInDocument = StanzaSplitter.LongestStanza,
    };

    /// <summary>Null: no well-formed element.</summary>
    public static XElement? Parse(byte[] xml)
    {
        try
        {
            var names = new XmlNamespaceManager(new NameTable());
            names.AddNamespace("", XmppNames.Client.NamespaceName);
            names.AddNamespace("stream", XmppNames.Streams.NamespaceName);
            using var reader = XmlReader.Create(
                new MemoryStream(xml, writable: false), _settings, new XmlParserContext(names.NameTable, names, "", XmlSpace.None, Encoding.UTF8));
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
