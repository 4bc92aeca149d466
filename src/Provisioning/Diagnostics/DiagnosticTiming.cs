namespace Provisioning.Diagnostics;

/// <summary>How long a diagnostic may take.</summary>
internal static class DiagnosticTiming
{
    /// <summary>After so long without the event, the state is read in whatever session comes next.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(20);

    /// <summary>After so long it has failed: a gateway's own time-outs are minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public const int MaxAttempts = 3;
}
