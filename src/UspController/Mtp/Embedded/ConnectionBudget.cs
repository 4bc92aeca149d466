namespace UspController.Mtp.Embedded;

/// <summary>How many connections the embedded broker's listeners have together.</summary>
internal sealed class ConnectionBudget(int most, UspMetrics metrics)
{
    private int _taken;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) > most)
        {
            Interlocked.Decrement(ref _taken);
            metrics.Login("too-many-connections");
            return false;
        }

        metrics.Connection(1);
        return true;
    }

    public void Return()
    {
        Interlocked.Decrement(ref _taken);
        metrics.Connection(-1);
    }
}
