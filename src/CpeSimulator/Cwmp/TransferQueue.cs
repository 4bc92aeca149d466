using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>Transfers that wait or run, as GetAllQueuedTransfers shows them and CancelTransfer ends them.</summary>
internal sealed class TransferQueue
{
    private readonly Lock _gate = new();
    private readonly List<QueuedTransfer> _all = [];

    public IReadOnlyList<QueuedTransfer> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public QueuedTransfer Add(TransferRequest request, bool isDownload, CancellationToken stop)
    {
        var queued = new QueuedTransfer(request, isDownload, this, stop);
        lock (_gate)
        {
            _all.Add(queued);
        }

        return queued;
    }

    /// <exception cref="CwmpFaultException">9021: it runs already (TR-069 A.4.1.9).</exception>
    public void Cancel(string commandKey)
    {
        lock (_gate)
        {
            var found = _all.Where(t => t.Request.CommandKey == commandKey).ToList();
            if (found.Exists(t => t.State != 1))
            {
                throw new CwmpFaultException(9021, "Cancelation of file transfer not permitted in current transfer state");
            }

            found.ForEach(t => t.Cancel());
        }
    }

    public void Remove(QueuedTransfer transfer)
    {
        lock (_gate)
        {
            _all.Remove(transfer);
        }
    }
}
