namespace Provisioning.Conversations;

public enum ConversationDirection
{
    FromDevice,
    ToDevice,
}
