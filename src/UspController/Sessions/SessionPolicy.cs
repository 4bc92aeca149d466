namespace UspController.Sessions;

/// <summary>How session contexts are kept.</summary>
internal sealed record SessionPolicy(SessionMode Mode, bool StartsWithTls, int MaxRecordBytes, int MaxMessageBytes, int MaxRetransmitTries)
{
    public static SessionPolicy Default { get; } = Of(new SessionOptions());

    /// <summary>How long a missing record or segment is waited for before it is asked for again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until a message that comes in segments is given up, counted from the last segment.</summary>
    public TimeSpan Assembly { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>TR-369 R-E2E.10: between one restart and the next, doubled ten times at most.</summary>
    public TimeSpan MinRestartWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Records that may wait for an earlier one, and records kept for an agent that asks for them again.</summary>
    public int Window { get; init; } = 256;

    public static SessionPolicy Of(SessionOptions options) =>
        new(options.Mode, options.Tls, options.MaxRecordBytes, options.MaxMessageBytes, options.MaxRetransmitTries);
}
