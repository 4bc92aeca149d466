namespace Acs.FileServer;

/// <summary>A response's body that goes out as fast as the cap allows, counts what went, and tells it from time to time while a slow line takes it.</summary>
internal sealed class SentBody(Stream to, FileTraffic traffic, Func<long, CancellationToken, Task> tell, TimeProvider time) : Stream
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);

    private long _toldAt = time.GetTimestamp();
    private long _told;

    /// <summary>Bytes that the connection took.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes that were not told yet.</summary>
    public long Untold => Sent - _told;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var piece = buffer[..Math.Min(buffer.Length, traffic.Piece)];
            await traffic.TakeAsync(piece.Length, "download", cancellationToken);
            await to.WriteAsync(piece, cancellationToken);
            Sent += piece.Length;
            buffer = buffer[piece.Length..];
        }

        if (time.GetElapsedTime(_toldAt) > Lag)
        {
            _toldAt = time.GetTimestamp();
            await tell(Untold, cancellationToken);
            _told = Sent;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("Only asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
