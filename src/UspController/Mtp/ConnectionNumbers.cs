namespace UspController.Mtp;

/// <summary>Numbers for connections, one row for all transports: an agent that changes its transport is known by its later one.</summary>
internal sealed class ConnectionNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
