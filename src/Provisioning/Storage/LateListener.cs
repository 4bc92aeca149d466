namespace Provisioning.Storage;

/// <summary>A listener that itself needs the writer: it is built when the first commit has something to tell.</summary>
internal sealed class LateListener(Func<ICommitListener> listener) : ICommitListener
{
    private readonly Lazy<ICommitListener> _listener = new(listener);

    public void Committed(IReadOnlyDictionary<long, CommittedDevice> devices) => _listener.Value.Committed(devices);

    public void Missed() => _listener.Value.Missed();
}
