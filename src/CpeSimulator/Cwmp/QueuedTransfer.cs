using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>One transfer in the queue; disposing takes it out.</summary>
internal sealed class QueuedTransfer(TransferRequest request, bool isDownload, TransferQueue home, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);

    public TransferRequest Request => request;

    public bool IsDownload => isDownload;

    /// <summary>1 waiting, 2 running.</summary>
    public int State { get; private set; } = 1;

    /// <summary>Waits for its time; false when it was cancelled meanwhile.</summary>
    public async Task<bool> WaitAsync(TimeSpan delay, TimeProvider clock)
    {
        try
        {
            await Task.Delay(delay, clock, _cancel.Token);
            State = 2;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Cancel() => _cancel.Cancel();

    public void Dispose()
    {
        home.Remove(this);
        _cancel.Dispose();
    }
}
