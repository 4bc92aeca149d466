namespace Provisioning.Storage.Documents;

/// <summary>
/// Decoded documents of the devices that came last, bounded by the number of parameters in them all. An entry counts only
/// for the version of the documents that it was made from.
/// </summary>
internal sealed class DocumentCache(int maxParameters = 500_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = new();
    private int _parameters;

    public DeviceDocuments? Find(long deviceId, long version)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(deviceId, out var node) || node.Value.Version != version)
            {
                return null;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Documents;
        }
    }

    public void Add(long deviceId, long version, DeviceDocuments documents)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(deviceId, out var old))
            {
                Remove(old);
            }

            _entries[deviceId] = _order.AddFirst(new Entry(deviceId, version, documents));
            _parameters += Size(documents);
            while (_parameters > maxParameters && _order.Last is { } last && _order.Count > 1)
            {
                Remove(last);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _entries.Remove(node.Value.DeviceId);
        _parameters -= Size(node.Value.Documents);
    }

    private static int Size(DeviceDocuments documents) => 16 + documents.Reported.Entries.Count + (documents.Capabilities.Supported.Count / 2);

    private readonly record struct Entry(long DeviceId, long Version, DeviceDocuments Documents);
}
