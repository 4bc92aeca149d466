using Google.Protobuf;
using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents;

/// <summary>
/// Notices that wait to be durable, and the memory of those that are: an agent repeats a Notify until its response arrives,
/// under the same message id. Agents that count from one again after a reboot are told apart by the content.
/// </summary>
/// <param name="controllerId">Ours.</param>
internal sealed class NoticeBox(string controllerId)
{
    /// <summary>More than these wait at the agent: it repeats them.</summary>
    public const int Capacity = 64;
    private const int Remembered = 256;

    private readonly Queue<(Key Key, Notice Notice)> _waiting = new();
    private readonly HashSet<Key> _known = [];
    private readonly Queue<Key> _done = new();
    private readonly HashSet<Key> _doneSet = [];
    private readonly Queue<string> _transfers = new();

    public enum Arrival
    {
        New,
        Waiting,
        Done,
        Full,
    }

    public int Count => _waiting.Count;

    public IEnumerable<Notice> Waiting => _waiting.Select(w => w.Notice);

    public Arrival Take(string messageId, Notify notify, out Notice? notice)
    {
        var bytes = notify.ToByteArray();
        var hash = new HashCode();
        hash.AddBytes(bytes);
        var key = new Key(messageId, notify.SubscriptionId, hash.ToHashCode(), bytes.Length);
        notice = null;
        if (_doneSet.Contains(key))
        {
            return Arrival.Done;
        }

        if (_known.Contains(key))
        {
            return Arrival.Waiting;
        }

        if (_waiting.Count >= Capacity)
        {
            return Arrival.Full;
        }

        notice = NotifyMessage.Read(messageId, notify, controllerId);
        _known.Add(key);
        _waiting.Enqueue((key, notice));
        return Arrival.New;
    }

    public Notice? Peek() => _waiting.TryPeek(out var first) ? first.Notice : null;

    /// <summary>
    /// The first notice and those after it that can be told with it. What ends a transfer, starts a session anew or is large is told by itself.
    /// </summary>
    public IReadOnlyList<Notice> Together()
    {
        var together = Waiting.TakeWhile(IsMereNews).ToList();
        return together.Count > 0 ? together : [_waiting.Peek().Notice];
    }

    private static bool IsMereNews(Notice notice) =>
        !notice.StartsAnew && notice.Report is Report.ValuesChanged or Report.ObjectCreated or Report.ObjectDeleted or Report.Told;

    /// <summary>The first notice is durable.</summary>
    public void Done()
    {
        var (key, notice) = _waiting.Dequeue();
        _known.Remove(key);
        if (_doneSet.Add(key))
        {
            _done.Enqueue(key);
        }

        if (_done.Count > Remembered)
        {
            _doneSet.Remove(_done.Dequeue());
        }

        if (notice.Report is Report.Transfer { CommandKey.Length: > 0 } transfer && !_transfers.Contains(transfer.CommandKey))
        {
            _transfers.Enqueue(transfer.CommandKey);
            if (_transfers.Count > 16)
            {
                _transfers.Dequeue();
            }
        }
    }

    /// <summary>TransferComplete! and OperationComplete tell of the same Download(): the second one adds nothing.</summary>
    public bool IsToldAlready(Notice notice) =>
        notice.Report is Report.Transfer { CommandKey: { Length: > 0 } key } && _transfers.Contains(key);

    /// <summary>A new transfer begins under a key that may have been used before.</summary>
    public void ForgetTransfer(string commandKey)
    {
        for (var i = _transfers.Count; i > 0; i--)
        {
            var key = _transfers.Dequeue();
            if (key != commandKey)
            {
                _transfers.Enqueue(key);
            }
        }
    }

    /// <summary>The agent is gone: it repeats what had no response.</summary>
    public void Drop()
    {
        _waiting.Clear();
        _known.Clear();
    }

    private readonly record struct Key(string MessageId, string SubscriptionId, int Hash, int Length);
}
