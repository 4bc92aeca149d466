using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acs.Tests.Cwmp;

/// <summary>HTTP as gateways frame it: chunks, announced bodies, charsets (TR-069 3.4.1, RFC 9110, RFC 9112).</summary>
internal sealed class Framing_Tests
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    [Test]
    public async Task A_body_that_waits_for_100_Continue_gets_it()
    {
        await using var server = await TestListener.StartAsync();
        var body = Encoding.UTF8.GetBytes(Envelope.Inform());
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var stream = socket.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: acs\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("HTTP/1.1 100 Continue"), "before a byte of the body is sent");
        await stream.WriteAsync(body);
        Assert.That(await reader.ReadToEndAsync(), Does.Contain("HTTP/1.1 200").And.Contain("InformResponse"));
    }

    [Test]
    public async Task A_body_in_chunks_is_read_however_it_is_cut()
    {
        await using var server = await TestListener.StartAsync();
        var body = Encoding.UTF8.GetBytes(Envelope.Inform());
        foreach (var size in new[] { 1, 7, 1000, body.Length })
        {
            var request = new StringBuilder("POST / HTTP/1.1\r\nHost: acs\r\nContent-Type: text/xml; charset=utf-8\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            foreach (var chunk in body.Chunk(size))
            {
                request.Append($"{chunk.Length:x};name=value\r\n").Append(Encoding.UTF8.GetString(chunk)).Append("\r\n");
            }

            Assert.That(await server.RawAsync(request.Append("0\r\nTrailer: ignored\r\n\r\n").ToString()), Does.Contain("HTTP/1.1 200").And.Contain("InformResponse"), $"{size} bytes a chunk");
        }
    }

    [TestCase("text/xml; charset=iso-8859-1", "", "iso-8859-1")]
    [TestCase("text/xml; charset=\"ISO-8859-1\"", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "iso-8859-1")]
    [TestCase("text/xml", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", "iso-8859-1")]
    [TestCase("text/xml", "", "utf-8")]
    [TestCase("text/xml; charset=utf-16", "", "utf-16")]
    [TestCase("text/xml", "", "iso-8859-1")]
    [TestCase("text/xml; charset=nonsense", "", "utf-8")]
    public async Task The_charset_is_the_headers_then_the_declarations_then_what_fits(string contentType, string declaration, string written)
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        var encoding = Encoding.GetEncoding(written);
        using var content = new ByteArrayContent([.. encoding.GetPreamble(), .. encoding.GetBytes(declaration + Envelope.Inform("Küche").Replace(Declaration, "", StringComparison.Ordinal))]);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await client.PostAsync("/", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(server.Script.Contacts.Single().Identity.Id.SerialNumber, Is.EqualTo("Küche"));
    }

    [TestCase("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n")]
    [TestCase("POST / HTTP/1.1\r\nHost: acs\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n")]
    [TestCase("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: -1\r\nConnection: close\r\n\r\n")]
    [TestCase("POST / HTTP/1.1\r\nConnection: close\r\n\r\n")]
    public async Task What_is_no_HTTP_is_refused_and_stops_nobody(string request)
    {
        await using var server = await TestListener.StartAsync();
        Assert.That(await server.RawAsync(request), Does.StartWith("HTTP/1.1 4").Or.Empty.Or.StartWith("HTTP/1.1 204"));
        using var client = server.Client();
        using var served = await client.PostAsync("/", TestListener.Xml(Envelope.Inform()));
        Assert.That(served.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Overload_is_503_with_a_time_before_any_work_is_done()
    {
        await using var server = await TestListener.StartAsync(("Acs:Cwmp:MaxSessions", "1"));
        server.Script.Operations.Enqueue(new Provisioning.Conversations.Operation.Reboot(Guid.NewGuid(), "key"));
        using var first = server.Client();
        using var served = await first.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(served.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var second = server.Client();
        using var refused = await second.PostAsync("/", TestListener.Xml(Envelope.Inform("0002")));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(server.Script.Contacts, Has.Count.EqualTo(1), "no conversation was begun for it");
    }
}
