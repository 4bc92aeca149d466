using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Acs.Tests.Hosting;
using Provisioning.Firmware;

namespace Acs.Tests.FileServer;

/// <summary>What gateways do with a link, over real sockets: RFC 9110 §9.3.2 (HEAD), §13 (conditions), §14 (ranges).</summary>
public sealed class FileServer_Tests
{
    [Test]
    public async Task A_link_brings_the_whole_image()
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.GetAsync(bench.Link().Url);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(bench.Bytes.Length));
        Assert.That(response.Headers.AcceptRanges, Does.Contain("bytes"));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(bench.Bytes));
    }

    [Test]
    public async Task HEAD_says_the_length_and_sends_nothing()
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.SendAsync(HttpMethod.Head, bench.Link().Url);
        Assert.That((response.StatusCode, response.Content.Headers.ContentLength), Is.EqualTo((HttpStatusCode.OK, (long?)bench.Bytes.Length)));
        Assert.That(response.Headers.ETag!.Tag, Is.EqualTo($"\"{bench.Image.Sha256}\""));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task A_download_that_broke_off_goes_on_with_the_same_bytes()
    {
        await using var bench = await FileBench.StartAsync();
        using var whole = new MemoryStream();
        using (var first = await bench.GetAsync(bench.Link("fw-1").Url, h => h.Range = new RangeHeaderValue(0, 399_999)))
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
            await first.Content.CopyToAsync(whole);
        }

        // The next attempt has another link; the entity tag is the content's.
        using var rest = await bench.GetAsync(bench.Link("fw-2").Url, h =>
        {
            h.Range = new RangeHeaderValue(400_000, null);
            h.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{bench.Image.Sha256}\""));
        });
        Assert.That(rest.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(rest.Content.Headers.ContentRange!.ToString(), Is.EqualTo("bytes 400000-999999/1000000"));
        await rest.Content.CopyToAsync(whole);
        Assert.That(whole.ToArray(), Is.EqualTo(bench.Bytes));
    }

    [Test]
    public async Task If_the_bytes_were_others_the_whole_is_sent()
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.GetAsync(bench.Link().Url, h =>
        {
            h.Range = new RangeHeaderValue(10, null);
            h.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"other\""));
        });
        Assert.That((response.StatusCode, response.Content.Headers.ContentLength), Is.EqualTo((HttpStatusCode.OK, (long?)bench.Bytes.Length)));
    }

    [Test]
    public async Task The_last_bytes_can_be_asked_for()
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.GetAsync(bench.Link().Url, h => h.Range = new RangeHeaderValue(null, 100));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(bench.Bytes[^100..]));
    }

    [Test]
    public async Task A_range_beyond_the_end_is_not_satisfiable()
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.GetAsync(bench.Link().Url, h => h.Range = new RangeHeaderValue(1_000_000, null));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
        Assert.That(response.Content.Headers.ContentRange!.Length, Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task An_expired_link_is_forbidden()
    {
        await using var bench = await FileBench.StartAsync();
        var link = bench.Link();
        bench.Time.Advance(TimeSpan.FromHours(11.9));
        using (var before = await bench.GetAsync(link.Url))
        {
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        bench.Time.Advance(TimeSpan.FromHours(0.2));
        using var after = await bench.GetAsync(link.Url);
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task What_was_sent_is_told_and_HEAD_sends_nothing()
    {
        await using var bench = await FileBench.StartAsync();
        using (await bench.SendAsync(HttpMethod.Head, bench.Link().Url))
        using (await bench.GetAsync(bench.Link().Url, h => h.Range = new RangeHeaderValue(0, 9)))
        using (await bench.GetAsync(bench.Link().Url, h => h.Range = new RangeHeaderValue(10, null)))
        using (await bench.GetAsync(bench.Link().Url))
        {
            // The last byte is with the gateway before it is told of.
            await Eventually.TrueAsync(() => Task.FromResult(bench.Seen.Sent.Count == 3));
        }

        Assert.That(bench.Seen.Sent.Select(s => (s.Bytes, s.IsLast)), Is.EquivalentTo(new[] { (10L, false), (999_990L, true), (1_000_000L, true) }));
    }

    [Test]
    public async Task An_address_whose_transfer_has_ended_is_gone()
    {
        await using var bench = await FileBench.StartAsync();
        bench.Seen.Over[FirmwareToken.AttemptOf("fw-1")] = true;
        using var ended = await bench.GetAsync(bench.Link("fw-1").Url);
        using var open = await bench.GetAsync(bench.Link("fw-2").Url);
        Assert.That((ended.StatusCode, open.StatusCode), Is.EqualTo((HttpStatusCode.Gone, HttpStatusCode.OK)));
    }

    [TestCase("/")]
    [TestCase("/f")]
    [TestCase("/f/")]
    [TestCase("/f/0000")]
    [TestCase("/firmware/")]
    [TestCase("/f/../../../../etc/passwd")]
    [TestCase("/f/%2e%2e%2f%2e%2e%2fetc%2fpasswd/x")]
    [TestCase("//etc/passwd")]
    [TestCase("/f/..\\..\\keys\\files.key")]
    [TestCase("/keys/files.key")]
    public async Task Whatever_is_not_a_link_finds_nothing(string path)
    {
        await using var bench = await FileBench.StartAsync();
        // By hand: a client would tidy the path up.
        var url = bench.Link().Url;
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.That(await reader.ReadToEndAsync(), Does.StartWith("HTTP/1.1 404").Or.StartWith("HTTP/1.1 400"));
    }

    [Test]
    public async Task A_changed_link_finds_nothing()
    {
        await using var bench = await FileBench.StartAsync();
        var url = bench.Link().Url.AbsoluteUri;
        var at = url.IndexOf("/f/", StringComparison.Ordinal) + 30;
        using var response = await bench.GetAsync(new Uri(url.Remove(at, 1).Insert(at, url[at] == 'A' ? "B" : "A")));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public async Task Nothing_can_be_sent_or_deleted(string method)
    {
        await using var bench = await FileBench.StartAsync();
        using var response = await bench.SendAsync(new HttpMethod(method), bench.Link().Url);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task Where_credentials_are_required_a_link_has_its_own()
    {
        await using var bench = await FileBench.StartAsync(requireCredentials: true);
        var (link, other) = (bench.Link("fw-1"), bench.Link("fw-2"));
        using (var without = await bench.GetAsync(link.Url))
        {
            Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(without.Headers.WwwAuthenticate.Single().Scheme, Is.EqualTo("Basic"));
        }

        using (var wrong = await bench.GetAsync(link.Url, h => h.Authorization = Basic(other.Username, other.Password)))
        {
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        using (var junk = await bench.GetAsync(link.Url, h => h.Authorization = new AuthenticationHeaderValue("Basic", new string('A', 4000))))
        {
            Assert.That(junk.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        using var right = await bench.GetAsync(link.Url, h => h.Authorization = Basic(link.Username, link.Password));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Many_gateways_fetch_at_once()
    {
        await using var bench = await FileBench.StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var response = await bench.GetAsync(bench.Link($"fw-{i}").Url);
            return await response.Content.ReadAsByteArrayAsync();
        }));
        Assert.That(all, Has.All.EqualTo(bench.Bytes));
    }

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
