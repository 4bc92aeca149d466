namespace Provisioning.Storage;

/// <summary>
/// Hears after each commit which devices it touched, before the callers' tasks complete: this is how caches in this
/// process never lie about what was written through <see cref="IGroupCommit"/>. Of other nodes' commits it hears about a
/// second later, with <see cref="DeviceAspects.Elsewhere"/>.
/// </summary>
internal interface ICommitListener
{
    void Committed(IReadOnlyDictionary<long, CommittedDevice> devices);

    /// <summary>Commits of other nodes may have been missed: nothing that is remembered counts.</summary>
    void Missed();
}
