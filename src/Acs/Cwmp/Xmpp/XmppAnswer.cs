using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>What a question led to.</summary>
/// <param name="Iq">The answer; null: there is none.</param>
/// <param name="Missing">Why there is none, for a person.</param>
internal sealed record XmppAnswer(XElement? Iq, string Missing = "");
