using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>RFC 6120 8.2.3: every get and set has an answer. Only a ping has a good one. Pure.</summary>
internal static class XmppReplies
{
    /// <summary>Null: it is none of these.</summary>
    public static XElement? To(XElement iq)
    {
        if (iq.Name != XmppNames.Iq || (string?)iq.Attribute("type") is not ("get" or "set") || (string?)iq.Attribute("id") is not { } id)
        {
            return null;
        }

        var ping = iq.Element(XmppNames.Ping + "ping") is not null;
        var from = (string?)iq.Attribute("from");
        return new XElement(
            XmppNames.Iq,
            new XAttribute("type", ping ? "result" : "error"),
            new XAttribute("id", id),
            from is null ? null : new XAttribute("to", from),
            ping ? null : new XElement(
                XmppNames.Client + "error", new XAttribute("type", "cancel"), new XElement(XmppNames.Stanzas + "service-unavailable")));
    }
}
