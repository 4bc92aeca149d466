namespace UspController.Tests.Doubles;

/// <summary>Waits for a condition, looking again and again, up to a deadline that only a broken build meets.</summary>
internal static class Eventually
{
    public static Task IsTrueAsync(Func<bool> condition, string what, int seconds = 30) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, int seconds = 30)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < seconds * 100; i++)
        {
            if (await condition())
            {
                return;
            }

            await timer.WaitForNextTickAsync();
        }

        Assert.Fail($"Waited {seconds} s for: {what}");
    }
}
