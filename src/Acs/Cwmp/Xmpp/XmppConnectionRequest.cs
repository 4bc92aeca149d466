using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>The payload of TR-069 K.2.3.1 and what its answer means. Pure.</summary>
internal static class XmppConnectionRequest
{
    private const int LongestName = 64;

    public static XElement Create(string username, string password) => new(
        XmppNames.ConnectionRequest + "connectionRequest",
        new XElement(XmppNames.ConnectionRequest + "username", username),
        new XElement(XmppNames.ConnectionRequest + "password", password));

    public static (bool Reached, string Detail) Judge(XElement iq)
    {
        if ((string?)iq.Attribute("type") == "result")
        {
            return (true, "the gateway confirms it");
        }

        var condition = iq.Element(XmppNames.Client + "error")?.Elements().FirstOrDefault(e => e.Name.Namespace == XmppNames.Stanzas && e.Name.LocalName != "text")?.Name.LocalName;
        return condition switch
        {
            "not-authorized" or "forbidden" or "not-allowed" => (false, $"the gateway refuses the sender, user name or password ({condition})"),
            "service-unavailable" or "recipient-unavailable" or "item-not-found" => (false, $"it is not connected to the XMPP server, or has no time ({condition})"),
            null => (false, "an error without a condition"),
            _ => (false, $"error {(condition.Length <= LongestName ? condition : condition[..LongestName])}"),
        };
    }
}
