using System.Globalization;

namespace Acs.Tests.FileServer;

/// <summary>What no tidy client would send: RFC 9112 (messages) and RFC 9110 §14 (ranges), byte by byte.</summary>
internal sealed class RawRequests_Tests
{
    private FileBench _bench = null!;
    private Uri _url = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bench = await FileBench.StartAsync();
        _url = _bench.Link().Url;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _bench.DisposeAsync();

    [TestCase("/f/../../../../etc/passwd")]
    [TestCase("/../keys/files.key")]
    [TestCase("/f/{token}/../../../keys/files.key")]
    [TestCase("/f/{token}/../../keys/files.key")]
    [TestCase("/f/{token}/%2e%2e/%2e%2e/keys/files.key")]
    [TestCase("/f/{token}/..%2f..%2fkeys%2ffiles.key/x")]
    [TestCase("/f/{token}/..%5c..%5ckeys/files.key")]
    [TestCase("/f/..%2fkeys%2ffiles.key")]
    [TestCase("/f/../firmware/{sha256}")]
    [TestCase("//f//{token}//a//b")]
    [TestCase("/f/{token}%00/image.bin")]
    [TestCase("/keys/files.key")]
    [TestCase("f/{token}/image.bin")]
    [TestCase("*")]
    public async Task No_path_leads_out_of_the_link(string path)
    {
        var target = path.Replace("{token}", _url.Segments[2].TrimEnd('/'), StringComparison.Ordinal).Replace("{sha256}", _bench.Image.Sha256, StringComparison.Ordinal);
        var response = await AskAsync($"GET {target} HTTP/1.1\r\nHost: files\r\n\r\n");
        Assert.That(response.Status, Is.EqualTo(404).Or.EqualTo(400).Or.EqualTo(405));
        Assert.That(response.Body, Is.Empty);
    }

    [Test]
    public async Task A_name_with_dots_in_it_is_only_a_name()
    {
        var target = $"/f/{_url.Segments[2]}..%2f..%2fkeys%2ffiles.key";
        Assert.That((await AskAsync($"GET {target} HTTP/1.1\r\nHost: files\r\n\r\n")).Body, Is.EqualTo(_bench.Bytes), "the image, whatever the link is called");
    }

    [TestCase("bytes=0-9,20-29", 200, null)]
    [TestCase("bytes=-2000000", 206, "bytes 0-999999/1000000")]
    [TestCase("bytes=999990-2000000", 206, "bytes 999990-999999/1000000")]
    [TestCase("bytes=-0", 416, "bytes */1000000")]
    [TestCase("bytes=9-0", 200, null)]
    [TestCase("bytes=99999999999999999999-", 200, null)]
    [TestCase("lines=0-9", 200, null)]
    [TestCase("bytes=", 200, null)]
    public async Task A_range_is_served_as_it_stands_or_not_at_all(string range, int status, string? contentRange)
    {
        var response = await AskAsync(Get($"Range: {range}\r\n"));
        Assert.That((response.Status, response.Headers.GetValueOrDefault("Content-Range")), Is.EqualTo((status, contentRange)));
        if (status == 200)
        {
            Assert.That(response.Body, Is.EqualTo(_bench.Bytes), "RFC 9110 §14.2: a server may ignore a range");
        }
    }

    [Test]
    public async Task Thousands_of_ranges_cost_no_more_than_the_file()
    {
        var ranges = string.Join(',', Enumerable.Range(0, 4000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}-")));
        Assert.That((await AskAsync(Get($"Range: bytes={ranges}\r\n"))).Body, Has.Length.EqualTo(_bench.Bytes.Length));
        Assert.That((await AskAsync(Get($"Range: bytes={ranges},{ranges}\r\n"))).Status, Is.EqualTo(431), "longer than headers may be");
    }

    [TestCase("W/\"{sha256}\"")]
    [TestCase("\"other\"")]
    [TestCase("{sha256}")]
    public async Task A_condition_that_does_not_hold_strongly_brings_the_whole(string tag)
    {
        var condition = tag.Replace("{sha256}", _bench.Image.Sha256, StringComparison.Ordinal);
        var response = await AskAsync(Get($"Range: bytes=0-9\r\nIf-Range: {condition}\r\n"));
        Assert.That((response.Status, response.Body.Length), Is.EqualTo((200, _bench.Bytes.Length)), "RFC 9110 §13.1.5");
    }

    [Test]
    public async Task A_range_means_nothing_to_HEAD()
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync($"HEAD {_url.AbsolutePath} HTTP/1.1\r\nHost: files\r\nRange: bytes=0-9\r\n\r\n");
        var response = await connection.ReceiveAsync(hasBody: false);
        Assert.That((response.Status, response.Headers["Content-Length"]), Is.EqualTo((200, "1000000")), "RFC 9110 §14.2");
    }

    [Test]
    public async Task A_request_line_without_end_is_cut_off()
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync($"GET /{new string('a', 9000)} HTTP/1.1\r\n");
        Assert.That((await connection.ReceiveAsync()).Status, Is.EqualTo(414));
        Assert.That(await connection.IsAtEndAsync(), Is.True);
    }

    [Test]
    public async Task The_whole_address_in_the_request_line_is_understood() =>
        Assert.That((await AskAsync($"GET {_url} HTTP/1.1\r\nHost: {_url.Authority}\r\nRange: bytes=0-9\r\n\r\n")).Body, Is.EqualTo(_bench.Bytes[..10]), "RFC 9112 §3.2.2");

    [Test]
    public async Task An_old_client_needs_no_Host()
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync($"GET {_url.AbsolutePath} HTTP/1.0\r\n\r\n");
        Assert.That((await connection.ReceiveAsync()).Body, Is.EqualTo(_bench.Bytes));
        Assert.That(await connection.IsAtEndAsync(), Is.True, "and its connection ends with the answer");
        Assert.That((await AskAsync($"GET {_url.AbsolutePath} HTTP/1.1\r\n\r\n")).Status, Is.EqualTo(400), "RFC 9112 §3.2");
    }

    [Test]
    public async Task Requests_sent_at_once_are_answered_in_order()
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync(Get("Range: bytes=0-9\r\n") + "GET /nothing HTTP/1.1\r\nHost: files\r\n\r\n" + Get("Range: bytes=-5\r\n"));
        Assert.That((await connection.ReceiveAsync()).Body, Is.EqualTo(_bench.Bytes[..10]));
        Assert.That((await connection.ReceiveAsync()).Status, Is.EqualTo(404));
        Assert.That((await connection.ReceiveAsync()).Body, Is.EqualTo(_bench.Bytes[^5..]));
    }

    [Test]
    public async Task Headers_that_never_end_are_not_waited_for()
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync($"GET {_url.AbsolutePath} HTTP/1.1\r\nHost: fi");
        Assert.That((await connection.ReceiveAsync()).Status, Is.EqualTo(408));
        Assert.That(await connection.IsAtEndAsync(), Is.True);
    }

    private string Get(string headers) => $"GET {_url.AbsolutePath} HTTP/1.1\r\nHost: files\r\n{headers}\r\n";

    private async Task<RawResponse> AskAsync(string request)
    {
        using var connection = await RawConnection.OpenAsync(_url);
        await connection.SendAsync(request);
        return await connection.ReceiveAsync();
    }
}
