namespace Acs.Cwmp.Xmpp;

/// <summary>Who logs in.</summary>
/// <param name="Resource">This process's own: several nodes share the account.</param>
/// <param name="Nonce">Random, of this one connection.</param>
internal sealed record XmppAccount(JabberId Jid, string Password, string Resource, string Nonce);
