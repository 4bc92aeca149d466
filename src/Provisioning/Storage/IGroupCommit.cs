namespace Provisioning.Storage;

/// <summary>
/// Writes of many sessions in one transaction: each caller's work is on disk when its task completes, and one caller's
/// failure is that caller's alone. Every write in the server goes through here; reads make their own context.
/// </summary>
public interface IGroupCommit
{
    /// <param name="work">
    /// Changes to make through the shared context. May run twice (once alone, if the batch failed), so it must read what
    /// it changes from the context it is given and must not keep tracked rows for later.
    /// </param>
    Task CommitAsync(Func<AcsDbContext, CancellationToken, Task> work, CancellationToken cancellationToken);
}
