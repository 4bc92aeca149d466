using Acs.FileServer;
using FsCheck;
using FsCheck.Fluent;

namespace Acs.Tests.FileServer;

/// <summary>The cap's arithmetic: never more than it says, all of it where it is wanted, the same for each.</summary>
public sealed class TokenBucket_Tests
{
    private const long Rate = 100_000;

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property Never_more_goes_than_the_rate_and_one_burst_allow() => Prop.ForAll(
        Gen.Choose(1, 16_384).Zip(Gen.Choose(0, 400)).NonEmptyListOf().ToArbitrary(),
        asked =>
        {
            var bucket = new TokenBucket(Rate, TimeSpan.Zero);
            var (now, granted) = (TimeSpan.FromMinutes(1), new List<(TimeSpan At, int Bytes)>());
            foreach (var (bytes, pause) in asked)
            {
                now += TimeSpan.FromMilliseconds(pause);
                (var wait, bucket) = bucket.Take(bytes, now);
                granted.Add((now + wait, bytes));
            }

            for (var from = 0; from < granted.Count; from++)
            {
                var sent = 0L;
                for (var to = from; to < granted.Count; to++)
                {
                    // Whatever the window, the last piece has not gone yet when it begins to go.
                    var allowed = (granted[to].At - granted[from].At + TokenBucket.Burst).TotalSeconds * Rate;
                    Assert.That(sent, Is.LessThanOrEqualTo(allowed + 1));
                    sent += granted[to].Bytes;
                }
            }
        });

    [Test]
    public void Connections_share_evenly_and_all_of_the_rate_is_used()
    {
        const int connections = 7, piece = 4096;
        var bucket = new TokenBucket(Rate, TimeSpan.Zero);
        var line = new PriorityQueue<int, TimeSpan>(Enumerable.Range(0, connections).Select(c => (c, TimeSpan.Zero)));
        var sent = new long[connections];
        var end = TimeSpan.FromSeconds(60);
        while (line.TryDequeue(out var connection, out var now) && now < end)
        {
            // Each asks for its next piece when the last one has gone.
            (var wait, bucket) = bucket.Take(piece, now);
            sent[connection] += piece;
            line.Enqueue(connection, now + wait + TimeSpan.FromTicks(1));
        }

        Assert.That(sent.Max() - sent.Min(), Is.LessThanOrEqualTo(piece));
        Assert.That((double)sent.Sum(), Is.EqualTo((double)Rate * 60).Within((connections * piece) + (Rate * TokenBucket.Burst.TotalSeconds)));
    }

    [Test]
    public void After_a_pause_only_a_burst_is_there()
    {
        var (_, bucket) = new TokenBucket(Rate, TimeSpan.Zero).Take(1000, TimeSpan.FromSeconds(1));
        var (first, then) = bucket.Take(20_000, TimeSpan.FromHours(1));
        var (second, _) = then.Take(1, TimeSpan.FromHours(1));
        Assert.That((first, second), Is.EqualTo((TimeSpan.Zero, TimeSpan.FromMilliseconds(100))));
    }
}
