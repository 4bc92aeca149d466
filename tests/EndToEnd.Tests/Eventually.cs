namespace EndToEnd.Tests;

/// <summary>Polls for a condition with a deadline. The deadline is generous: it says that something is wrong, not that it is slow.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <param name="state">Says what was seen instead, when the deadline passes.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, Func<Task<string>>? state = null, TimeSpan? deadline = null)
    {
        using var giveUp = new CancellationTokenSource(deadline ?? Deadline);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            try
            {
                await pulse.WaitForNextTickAsync(giveUp.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"never came true: {what}. {(state is null ? "" : await state())}");
            }
        }
    }

    /// <summary>Polls until there is something to return.</summary>
    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> find, string what, Func<Task<string>>? state = null)
        where T : class
    {
        T? found = null;
        await TrueAsync(async () => (found = await find()) is not null, what, state);
        return found!;
    }
}
