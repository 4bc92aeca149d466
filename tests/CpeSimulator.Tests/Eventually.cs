namespace CpeSimulator.Tests;

/// <summary>Polls for a condition until a deadline.</summary>
internal static class Eventually
{
    public static async Task Becomes(Func<bool> condition, string what, int seconds = 20)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!condition())
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail("never: " + what);
        }
    }
}
