using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>
/// All transfers together: how many at once, and how many bytes a second. A connection asks for one piece at a time and goes
/// to the end of the line, so each gets as much as the others, and one that cannot take its share leaves it to them. Speed
/// tests are outside of it: they measure.
/// </summary>
internal sealed class FileTraffic
{
    /// <summary>A gateway that was sent away may ask again then, seconds.</summary>
    public const int RetryAfter = 30;

    private const int LargestPiece = 16 * 1024;
    private const int SmallestPiece = 1024;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly int _most;
    private readonly UpDownCounter<long> _underWay;
    private readonly Counter<long> _bytes;
    private TokenBucket? _bucket;
    private int _count;

    public FileTraffic(IOptions<FilesOptions> options, IMeterFactory meters, TimeProvider time)
    {
        var rate = options.Value.MaxBytesPerSecond;
        (_time, _start, _most) = (time, time.GetTimestamp(), options.Value.MaxConcurrent);
        _bucket = rate > 0 ? new TokenBucket(rate, TimeSpan.Zero) : null;
        // Slow caps have small pieces: nobody waits for seconds for the piece of another.
        Piece = rate > 0 ? (int)Math.Clamp(rate / 20, SmallestPiece, LargestPiece) : LargestPiece;
        var meter = meters.Create("Acs.Files");
        _underWay = meter.CreateUpDownCounter<long>("acs.files.open", "{transfer}", "Transfers under way, by direction.");
        _bytes = meter.CreateCounter<long>("acs.files.bytes", "By", "Bytes of files sent and received, by direction.");
    }

    /// <summary>At most so many bytes are asked for at once.</summary>
    public int Piece { get; }

    /// <param name="direction"><c>download</c> or <c>upload</c>.</param>
    /// <returns>To be disposed at its end; null: as many as may be are under way.</returns>
    public IDisposable? Begin(string direction)
    {
        lock (_gate)
        {
            if (_most > 0 && _count >= _most)
            {
                return null;
            }

            _count++;
        }

        _underWay.Add(1, new KeyValuePair<string, object?>("direction", direction));
        return new Slot(this, direction);
    }

    /// <summary>Waits until these bytes may go.</summary>
    public ValueTask TakeAsync(int bytes, string direction, CancellationToken cancellationToken)
    {
        _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", direction));
        TimeSpan wait;
        lock (_gate)
        {
            if (_bucket is not { } bucket)
            {
                return ValueTask.CompletedTask;
            }

            (wait, _bucket) = bucket.Take(bytes, _time.GetElapsedTime(_start));
        }

        return wait == TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, _time, cancellationToken));
    }

    /// <summary>The answer to one more than may be (RFC 9110 §10.2.3).</summary>
    public static void SendAway(HttpContext context) => context.Response.Headers.RetryAfter = RetryAfter.ToString();

    private void End(string direction)
    {
        lock (_gate)
        {
            _count--;
        }

        _underWay.Add(-1, new KeyValuePair<string, object?>("direction", direction));
    }

    private sealed class Slot(FileTraffic home, string direction) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                home.End(direction);
            }
        }
    }
}
