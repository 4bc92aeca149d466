namespace Provisioning.Conversations;

public abstract record ConversationResult
{
    /// <summary>Go on; ends with <see cref="IAsyncDisposable.DisposeAsync"/> of the conversation.</summary>
    public sealed record Opened(IConversation Conversation) : ConversationResult;

    /// <summary>Enrolment is closed to it, or its credentials are another device's. CWMP answers 401, USP stays silent.</summary>
    public sealed record Refused(string Reason) : ConversationResult;

    /// <summary>Another conversation holds the device. CWMP answers 503 with Retry-After, USP tries later.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : ConversationResult;
}
