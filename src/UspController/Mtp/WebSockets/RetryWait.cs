namespace UspController.Mtp.WebSockets;

/// <summary>How long to wait before an agent is called again: the intervals that TR-369 R-WS.19 sets for agents, with an earlier end.</summary>
internal static class RetryWait
{
    /// <summary>The default of the minimum wait interval, m; the multiplier k/1000 is 2.</summary>
    private static readonly TimeSpan Minimum = TimeSpan.FromSeconds(5);

    /// <summary>For controllers the policy is their own: one that gave up for an hour would leave a repaired gateway alone for as long.</summary>
    private const int LastCount = 6;

    /// <param name="count">1 after the first failure.</param>
    /// <param name="chance">0 to 1: where in the interval.</param>
    /// <returns>Between m·2^(count−1) and m·2^count, at most 320 s.</returns>
    public static TimeSpan Of(int count, double chance) => Minimum * Math.Pow(2, Math.Clamp(count, 1, LastCount) - 1) * (1 + Math.Clamp(chance, 0, 1));
}
