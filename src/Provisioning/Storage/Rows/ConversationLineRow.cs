using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.Storage.Rows;

/// <summary>One line of a device's recent conversations, for its page. Not durable before the answer: it may lag.</summary>
public sealed class ConversationLineRow
{
    public long Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>Lines of one conversation share it.</summary>
    public Guid ConversationId { get; set; }

    public DateTimeOffset At { get; set; }

    public Protocols Protocol { get; set; }

    public ConversationDirection Direction { get; set; }

    public required string Summary { get; set; }
}
