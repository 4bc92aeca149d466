namespace UspController.Agents;

/// <summary>How patient the controller is with an agent.</summary>
internal sealed record AgentTiming
{
    public static AgentTiming Default { get; } = new();

    /// <summary>How long one sending of an operation's request waits for its answer.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same for the controller's own questions: a NotifyResp hangs on the first of them.</summary>
    public TimeSpan InquiryAttempt { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a harmless request is sent: QoS 0 loses.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long a connected agent may be silent before it is spoken to: releases before USP 1.2 send no connect record.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until a refused agent is heard again.</summary>
    public TimeSpan Refused { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Until a conversation that broke is tried again.</summary>
    public TimeSpan Broken { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an idle conversation stays open for input that is known to come.</summary>
    public TimeSpan Listening { get; init; } = TimeSpan.FromSeconds(1);
}
