using System.IO.Pipelines;

namespace Acs.Cwmp.Wire;

/// <summary>Copies what its writer sends.</summary>
internal sealed class TappedWriter(PipeWriter inner, WireTap tap) : PipeWriter
{
    /// <summary>Where the writer writes now; empty while nothing is recorded.</summary>
    private Memory<byte> _memory;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var memory = inner.GetMemory(sizeHint);
        _memory = tap.IsOn ? memory : default;
        return memory;
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        if (tap.IsOn)
        {
            return GetMemory(sizeHint).Span;
        }

        _memory = default;
        return inner.GetSpan(sizeHint);
    }

    public override void Advance(int bytes)
    {
        if (!_memory.IsEmpty)
        {
            tap.Sent.Add(_memory.Span[..bytes]);
            // Kestrel advances several times within what it was given once.
            _memory = _memory[bytes..];
        }

        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (tap.IsOn)
        {
            tap.Sent.Add(source.Span);
        }

        return inner.WriteAsync(source, cancellationToken);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
