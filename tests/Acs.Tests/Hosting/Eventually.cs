namespace Acs.Tests.Hosting;

/// <summary>Waits for a condition, with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> read)
        where T : struct
    {
        using var over = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await read() is { } value)
            {
                return value;
            }

            await timer.WaitForNextTickAsync(over.Token);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> read) => NotNullAsync(async () => await read() ? true : (bool?)null);
}
