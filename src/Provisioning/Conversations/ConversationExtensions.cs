namespace Provisioning.Conversations;

/// <summary>Short forms.</summary>
public static class ConversationExtensions
{
    /// <summary>Brings one thing that the gateway told unasked. Durable when it returns.</summary>
    public static ValueTask ReportAsync(this IConversation conversation, Report report, CancellationToken cancellationToken) =>
        conversation.ReportAsync([report], cancellationToken);
}
