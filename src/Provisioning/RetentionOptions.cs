namespace Provisioning;

/// <summary><c>Acs:Retention</c>: how long history is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary><c>Acs:Retention:Conversations</c>.</summary>
    public TimeSpan Conversations { get; set; } = TimeSpan.FromDays(7);

    /// <summary><c>Acs:Retention:Events</c>.</summary>
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(180);

    /// <summary><c>Acs:Retention:AccessAttempts</c>: who came, and who was refused.</summary>
    public TimeSpan AccessAttempts { get; set; } = TimeSpan.FromDays(30);

    /// <summary><c>Acs:Retention:Operations</c>: finished ones.</summary>
    public TimeSpan Operations { get; set; } = TimeSpan.FromDays(90);

    /// <summary><c>Acs:Retention:Findings</c>: what was found in hosts' flows, after it was last seen.</summary>
    public TimeSpan Findings { get; set; } = TimeSpan.FromDays(30);

    /// <summary><c>Acs:Retention:RecentFlows</c>: what hosts opened of late, permitted or not. It is no evidence against anybody, so it is kept for short.</summary>
    public TimeSpan RecentFlows { get; set; } = TimeSpan.FromDays(1);

    /// <summary><c>Acs:Retention:OperationExpiry</c>: an operation that its gateway never came for fails after this.</summary>
    public TimeSpan OperationExpiry { get; set; } = TimeSpan.FromDays(7);
}
