using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Acs.Cwmp.Wire;

/// <summary>Copies what its reader consumes.</summary>
internal sealed class TappedReader(PipeReader inner, WireTap tap) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private bool _copies;

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        Note(result);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read);
        }

        var result = read.Result;
        Note(result);
        return ValueTask.FromResult(result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_copies)
        {
            tap.Receive(_buffer.Slice(_buffer.Start, consumed));
            (_buffer, _copies) = (default, false);
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    /// <summary>Asks the flag when the bytes are there: a connection may have waited since before recording began.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        var result = await read;
        Note(result);
        return result;
    }

    private void Note(in ReadResult result)
    {
        if (tap.IsOn)
        {
            (_buffer, _copies) = (result.Buffer, true);
        }
    }
}
