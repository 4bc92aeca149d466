namespace Provisioning.Conversations;

/// <summary>
/// The one door between the protocols and the rest. A protocol module opens a conversation per contact, asks for
/// operations until there are none, and brings back outcomes and reports.
/// </summary>
public interface IConversations
{
    /// <summary>
    /// Takes the device's lease and returns the conversation, or says why there is none. Bootstrap and boot contacts are
    /// durable when this returns; plain presence may lag.
    /// </summary>
    ValueTask<ConversationResult> OpenAsync(Contact contact, CancellationToken cancellationToken);
}
