namespace Acs.Cwmp.Endpoint;

/// <summary>
/// How many refused bodies are written down: so many a second, the rest is counted alone. A flood of garbage must cost less
/// than the sessions that it would drown, and its log no disk.
/// </summary>
internal sealed class RefusalPace(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _second = long.MinValue;
    private int _taken;
    private long _left;

    /// <param name="left">How many were left out since one was written last.</param>
    /// <returns>False: only counted.</returns>
    public bool Take(out long left)
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (_gate)
        {
            left = 0;
            if (second != _second)
            {
                (_second, _taken) = (second, 0);
            }

            if (_taken >= perSecond)
            {
                _left++;
                return false;
            }

            _taken++;
            (left, _left) = (_left, 0);
            return true;
        }
    }
}
