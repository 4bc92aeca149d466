namespace Provisioning.Storage;

/// <summary>One caller's work, and the task that the caller waits for.</summary>
internal sealed class CommitUnit(Func<AcsDbContext, CancellationToken, Task> work, CancellationToken cancelled)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>True when the caller left before the work began; then it is not done at all.</summary>
    public bool IsAbandoned
    {
        get
        {
            if (cancelled.IsCancellationRequested)
            {
                _done.TrySetCanceled(cancelled);
            }

            return _done.Task.IsCompleted;
        }
    }

    /// <summary>Once begun it runs to its end: whoever leaves must not break the others' transaction.</summary>
    public Task RunAsync(AcsDbContext db) => work(db, CancellationToken.None);

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception failure) => _done.TrySetException(failure);
}
