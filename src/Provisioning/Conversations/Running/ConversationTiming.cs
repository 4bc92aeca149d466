namespace Provisioning.Conversations.Running;

/// <summary>The times of conversations.</summary>
internal static class ConversationTiming
{
    /// <summary>A holder that is not heard of for so long has lost the device.</summary>
    public static readonly TimeSpan Lease = Storage.Nodes.NodeLeases.Duration;

    /// <summary>How long a device may be quiet before it is looked at anew, whatever the works say.</summary>
    public static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(1);

    /// <summary>Plain contacts leave a line in the device's conversations this often.</summary>
    public static readonly TimeSpan QuietLine = TimeSpan.FromMinutes(10);

    /// <summary>How long presence and lines may lag in memory.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(2);
}
