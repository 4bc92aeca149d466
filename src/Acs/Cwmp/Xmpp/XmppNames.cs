using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>Namespaces of RFC 6120, XEP-0199 and TR-069 Annex K.</summary>
internal static class XmppNames
{
    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Streams = "http://etherx.jabber.org/streams";
    public static readonly XNamespace StreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";
    public static readonly XNamespace Stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
    public static readonly XNamespace Tls = "urn:ietf:params:xml:ns:xmpp-tls";
    public static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    public static readonly XNamespace Bind = "urn:ietf:params:xml:ns:xmpp-bind";
    public static readonly XNamespace Ping = "urn:xmpp:ping";
    public static readonly XNamespace ConnectionRequest = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";

    public static readonly XName Iq = Client + "iq";
}
