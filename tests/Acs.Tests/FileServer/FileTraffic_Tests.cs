using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Acs.FileServer;
using Acs.Tests.Hosting;
using Provisioning.Firmware;

namespace Acs.Tests.FileServer;

/// <summary>Many at once, slow ones, and those that hang up, over real sockets; the cap's clock is the test's.</summary>
public sealed class FileTraffic_Tests
{
    private const int Rate = 100_000;

    [Test]
    public async Task Under_a_cap_an_image_takes_its_time_and_is_whole()
    {
        await using var bench = await FileBench.StartAsync(configure: o => o.MaxBytesPerSecond = Rate);
        var (begin, download) = (bench.Time.GetUtcNow(), FetchAsync(bench, "fw-1"));
        Assert.That(await AdvanceUntilAsync(bench, download), Is.EqualTo(bench.Bytes));
        Assert.That((bench.Time.GetUtcNow() - begin + TokenBucket.Burst).TotalSeconds * Rate, Is.GreaterThanOrEqualTo(bench.Bytes.Length - bench.Traffic.Piece));
    }

    [Test]
    public async Task Many_share_a_cap_and_each_gets_the_whole()
    {
        await using var bench = await FileBench.StartAsync(size: 100_000, configure: o => o.MaxBytesPerSecond = Rate);
        var all = Task.WhenAll(Enumerable.Range(0, 10).Select(i => FetchAsync(bench, $"fw-{i}")));
        Assert.That(await AdvanceUntilAsync(bench, all), Has.All.EqualTo(bench.Bytes));
    }

    [Test]
    public async Task One_more_than_may_be_at_once_is_told_to_come_later_and_may_still_ask_for_the_length()
    {
        await using var bench = await FileBench.StartAsync(configure: o => (o.MaxBytesPerSecond, o.MaxConcurrent) = (Rate, 1));
        using (var first = await bench.Http.GetAsync(bench.Link("fw-1").Url, HttpCompletionOption.ResponseHeadersRead))
        {
            using var second = await bench.GetAsync(bench.Link("fw-2").Url);
            Assert.That((second.StatusCode, second.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromSeconds(30))));
            using var head = await bench.SendAsync(HttpMethod.Head, bench.Link("fw-2").Url);
            Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await AdvanceUntilAsync(bench, first.Content.ReadAsByteArrayAsync()), Is.EqualTo(bench.Bytes));
        }

        await Eventually.TrueAsync(async () =>
        {
            using var again = await bench.Http.GetAsync(bench.Link("fw-2").Url, HttpCompletionOption.ResponseHeadersRead);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Test]
    public async Task A_connection_that_is_cut_in_the_middle_is_resumed_and_the_image_is_whole()
    {
        await using var bench = await FileBench.StartAsync(configure: o => o.MaxBytesPerSecond = Rate);
        var url = bench.Link("fw-1").Url;
        var got = new byte[4_321];
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(url.Host, url.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {url.AbsolutePath} HTTP/1.1\r\nHost: files\r\n\r\n"));
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await stream.ReadExactlyAsync(one, giveUp.Token);
                head.Append((char)one[0]);
            }

            // The first piece has come; the rest waits for the clock.
            await stream.ReadExactlyAsync(got, giveUp.Token);
            socket.Client.LingerState = new LingerOption(true, 0);
        }

        await Eventually.TrueAsync(() => Task.FromResult(!bench.Seen.Sent.IsEmpty));
        Assert.That(bench.Seen.Sent.Single().IsLast, Is.False);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(got.Length, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{bench.Image.Sha256}\""));
        using var rest = await bench.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(rest.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That((byte[])[.. got, .. await AdvanceUntilAsync(bench, rest.Content.ReadAsByteArrayAsync())], Is.EqualTo(bench.Bytes));
        await Eventually.TrueAsync(() => Task.FromResult(bench.Seen.Sent.Any(s => s.IsLast)));
        Assert.That(bench.Seen.Sent.Sum(s => s.Bytes), Is.GreaterThanOrEqualTo(bench.Bytes.Length));
    }

    [Test]
    public async Task One_that_reads_nothing_is_cut_off_and_frees_its_place()
    {
        await using var bench = await FileBench.StartAsync(
            size: 24_000_000, configure: o => (o.IdleSeconds, o.MinBytesPerSecond, o.MaxConcurrent) = (2, 1_000_000, 1));
        var url = bench.Link().Url;
        using var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(url.Host, url.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {url.AbsolutePath} HTTP/1.1\r\nHost: files\r\n\r\n"));
        await Eventually.TrueAsync(() => Task.FromResult(!bench.Seen.Sent.IsEmpty));
        Assert.That(bench.Seen.Sent.Single(), Is.EqualTo((FirmwareToken.AttemptOf("fw-1"), bench.Seen.Sent.Single().Bytes, false)));
        using var next = await bench.GetAsync(bench.Link("fw-2").Url, h => h.Range = new RangeHeaderValue(0, 9));
        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
    }

    private static async Task<byte[]> FetchAsync(FileBench bench, string commandKey)
    {
        using var response = await bench.GetAsync(bench.Link(commandKey).Url);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The cap's timers start one after the other: each needs the clock to move on.</summary>
    private static async Task<T> AdvanceUntilAsync<T>(FileBench bench, Task<T> done)
    {
        await Eventually.TrueAsync(async () =>
        {
            for (var i = 0; i < 50 && !done.IsCompleted; i++)
            {
                bench.Time.Advance(TimeSpan.FromMilliseconds(20));
                await Task.Yield();
            }

            return done.IsCompleted;
        });
        return await done;
    }
}
