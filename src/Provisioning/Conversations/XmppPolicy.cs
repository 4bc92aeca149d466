namespace Provisioning.Conversations;

/// <summary>Connection requests by XMPP (TR-069 Annex K), by policy of the host.</summary>
/// <param name="Sender">The Jabber ID, without resource, that they come from; null: none do.</param>
public sealed record XmppPolicy(string? Sender);
