namespace CpeSimulator;

/// <summary>What a gateway did since it was made; read from any thread.</summary>
public sealed class GatewayCounters
{
    private long _sessions;
    private long _failedSessions;
    private long _requests;
    private long _reboots;

    /// <summary>CWMP sessions that ended in order, or USP connections.</summary>
    public long Sessions => Interlocked.Read(ref _sessions);

    public long FailedSessions => Interlocked.Read(ref _failedSessions);

    /// <summary>Requests of the ACS or controller that were answered.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long Reboots => Interlocked.Read(ref _reboots);

    internal void Session() => Interlocked.Increment(ref _sessions);

    internal void FailedSession() => Interlocked.Increment(ref _failedSessions);

    internal void Request() => Interlocked.Increment(ref _requests);

    internal void Reboot() => Interlocked.Increment(ref _reboots);
}
