namespace Acs.Cwmp.Xmpp;

/// <summary>The XMPP server did what ends the stream; the message is for a person.</summary>
internal sealed class XmppException(string message) : Exception(message);
