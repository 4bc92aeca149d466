using System.IO.Compression;
using System.Text;
using Acs.Cwmp.Wire;
using Provisioning.Conversations;
using Provisioning.Wire;

namespace Acs.Tests.Cwmp.Wire;

public sealed class HttpBytes_Tests
{
    private const string Secret = "<Download><Password>hunter2hunter2</Password></Download>";
    private const string Masked = "<Download><Password>**************</Password></Download>";

    [Test]
    public void A_secret_that_chunks_cut_apart_is_blotted_out_where_its_pieces_lie()
    {
        var message = Read("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1a;x=y\r\n" + Secret[..26] + "\r\n1E\r\n" + Secret[26..] + "\r\n0\r\n\r\n");
        Assert.That(message.Text, Is.EqualTo(Masked));
        Assert.That(Encoding.ASCII.GetString(message.Body), Is.EqualTo("1a;x=y\r\n" + Masked[..26] + "\r\n1E\r\n" + Masked[26..] + "\r\n0\r\n\r\n"));
    }

    [TestCase("Basic dXNlcjpwYXNz", "Basic ************")]
    [TestCase("Digest username=\"u\", response=\"abcdef\", uri=\"/\"", "Digest username=\"u\", response=\"******\", uri=\"/\"")]
    [TestCase("Bearer abc", "Bearer ***")]
    [TestCase("odd", "***")]
    public void Credentials_in_headers_are_blotted_out(string sent, string kept)
    {
        var message = Read($"POST /cwmp HTTP/1.1\r\nhOST: a\r\nAuthorization: {sent}\r\n\r\n");
        Assert.That(message.Headers.Select(h => (h.Name, h.Value)), Is.EqualTo(new[] { ("hOST", "a"), ("Authorization", kept) }));
        Assert.That(Encoding.ASCII.GetString(message.Head), Is.EqualTo($"POST /cwmp HTTP/1.1\r\nhOST: a\r\nAuthorization: {kept}\r\n\r\n"));
    }

    [Test]
    public void What_was_compressed_is_kept_as_it_was_unless_it_holds_a_secret()
    {
        var plain = Read("POST / HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n", Gzip("<a>b</a>"));
        Assert.That((plain.Text, plain.Note), Is.EqualTo(("<a>b</a>", (string?)null)));
        Assert.That(plain.Body, Is.EqualTo(Gzip("<a>b</a>")));

        var secret = Read("POST / HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n", Gzip(Secret));
        Assert.That((secret.Text, Encoding.ASCII.GetString(secret.Body)), Is.EqualTo((Masked, Masked)));
        Assert.That(secret.Note, Does.Contain("gzip"));
    }

    [Test]
    public void An_interim_response_stands_in_front_of_the_answer()
    {
        var message = Read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nDate: now\r\n\r\n");
        Assert.That((message.Line, message.Body.Length), Is.EqualTo(("HTTP/1.1 204 No Content", 0)));
    }

    private static WireMessage Read(string head, params byte[] body) =>
        HttpBytes.Read([.. Encoding.ASCII.GetBytes(head), .. body], 0, ConversationDirection.FromDevice, 65536);

    private static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }
}
