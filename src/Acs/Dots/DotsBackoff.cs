namespace Acs.Dots;

/// <summary>How long after a lost connection the next is tried: a second, then twice as long each time, five minutes at most.</summary>
internal static class DotsBackoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">Since a connection last stood, from 1.</param>
    /// <param name="spread">0 to 1: not all at once after an outage.</param>
    public static TimeSpan After(int failures, double spread)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        return (wait < Longest ? wait : Longest) * (0.75 + (spread / 4));
    }
}
