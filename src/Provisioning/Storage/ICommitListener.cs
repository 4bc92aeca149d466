namespace Provisioning.Storage;

/// <summary>
/// Hears after each commit which devices it touched, before the callers' tasks complete: this is how caches in this
/// process never lie about what was written through <see cref="IGroupCommit"/>.
/// </summary>
internal interface ICommitListener
{
    void Committed(IReadOnlyDictionary<long, CommittedDevice> devices);
}
