using System.IO.Compression;
using System.Net;
using System.Text;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class CwmpListener_Tests
{
    private static readonly DeviceId _device = new("00D09E", "Home", "0001");

    [Test]
    public async Task A_session_without_cookies_is_known_by_its_connection_and_reboots_the_gateway()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "key"));
        using var client = server.Client();
        using var inform = await client.PostAsync("/cwmp", TestListener.Xml(Envelope.Inform(ns: "urn:dslforum-org:cwmp-1-2")));
        var text = await inform.Content.ReadAsStringAsync();
        Assert.That(inform.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(text, Does.StartWith("<?xml").And.Contain("urn:dslforum-org:cwmp-1-2").And.Contain(">42</cwmp:ID>").And.Contain("InformResponse"));
        Assert.That(inform.Headers.GetValues("Set-Cookie").Single(), Does.Match("^session=[0-9a-f]{32}; Path=/$"));
        using var reboot = await client.PostAsync("/cwmp", new StringContent(" \r\n"));
        Assert.That(await reboot.Content.ReadAsStringAsync(), Does.Contain("<cwmp:Reboot>").And.Contain("urn:dslforum-org:cwmp-1-2"));
        using var end = await client.PostAsync("/cwmp", TestListener.Xml(Envelope.Of("<cwmp:RebootResponse/>", id: null)));
        Assert.That(end.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(server.Script.Outcomes.Single(), Is.TypeOf<Outcome.Accepted>());
        Assert.That(server.Script.Open, Is.Zero, "the conversation is disposed");
        using var after = await client.PostAsync("/cwmp", null);
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), "quirk 28");
    }

    [TestCase("session={0}")]
    [TestCase("session=\"{0}\"")]
    [TestCase("a=b, session={0}, $Path=/")]
    [TestCase("session=00000000000000000000000000000000; session={0}")]
    [TestCase("session={0}; Path=/")]
    public async Task Quirk_18_cookies_come_back_in_every_shape_on_another_connection(string shape)
    {
        await using var server = await TestListener.StartAsync(("Acs:Cwmp:SessionByConnection", "false"));
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "key"));
        using var first = server.Client();
        using var inform = await first.PostAsync("/", TestListener.Xml(Envelope.Inform()));
        var token = inform.Headers.GetValues("Set-Cookie").Single()[8..40];
        using var second = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.TryAddWithoutValidation("Cookie", shape.Replace("{0}", token, StringComparison.Ordinal));
        using var answer = await second.SendAsync(request);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("<cwmp:Reboot>"));
    }

    [TestCase("MD5")]
    [TestCase("SHA-256")]
    public async Task Digest_survives_a_new_connection_and_confirms_the_credential(string algorithm)
    {
        await using var server = await TestListener.StartAsync(("Acs:Enrolment", "Closed"));
        server.Credentials.ByName["u"] = new DeviceCredential(_device, "u", "p", Confirmed: false);
        using var client = server.Client();
        using var challenge = await client.PostAsync("/", TestListener.Xml(Envelope.Inform()));
        Assert.That(challenge.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        var offer = challenge.Headers.GetValues("WWW-Authenticate").Single(h => h.EndsWith("algorithm=" + algorithm, StringComparison.Ordinal));
        var authorization = Acs.Cwmp.ConnectionRequest.ConnectionAuthorization.Create([offer], "u", "p", "/", false, out _)!;
        using var other = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = TestListener.Xml(Envelope.Inform()) };

        // That client answers a GET; a POST hashes its own method.
        var fields = Acs.Cwmp.Authentication.DigestFields.Parse(authorization.AsSpan(7));
        var response = Acs.Cwmp.Authentication.DigestAlgorithm.Find(algorithm)!.Respond("u", "acs", "p", "POST", "/", fields["nonce"]!, "auth", fields["nc"], fields["cnonce"], default);
        request.Headers.TryAddWithoutValidation("Authorization", authorization.Replace(fields["response"]!, response, StringComparison.Ordinal));
        using var served = await other.SendAsync(request);
        Assert.That(served.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(server.Script.Contacts.Single().Trust, Is.EqualTo(ContactTrust.Device));
        Assert.That(server.Credentials.ByName["u"].Confirmed, Is.True);
    }

    [TestCase("u", "p", "0001", HttpStatusCode.OK)]
    [TestCase("u", "wrong", "0001", HttpStatusCode.Unauthorized)]
    [TestCase("nobody", "p", "0001", HttpStatusCode.OK)]
    [TestCase("u", "p", "0002", HttpStatusCode.Unauthorized)]
    public async Task Credentials_are_checked_in_Open_too(string user, string password, string serial, HttpStatusCode expected)
    {
        await using var server = await TestListener.StartAsync();
        server.Credentials.ByName["u"] = new DeviceCredential(_device, "u", "p", Confirmed: true);
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var answer = await client.PostAsync("/", TestListener.Xml(Envelope.Inform(serial)));
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Bad_bodies_get_their_status_and_stop_nobody()
    {
        await using var server = await TestListener.StartAsync(("Acs:Cwmp:MaxBodyBytes", "8192"));
        using var client = server.Client();
        async Task<HttpStatusCode> Post(HttpContent? content, string path = "/")
        {
            using var answer = await client.PostAsync(path, content);
            return answer.StatusCode;
        }

        Assert.That(await Post(TestListener.Xml("<broken")), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Post(TestListener.Xml("<!DOCTYPE a><a/>")), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await Post(TestListener.Xml(Envelope.Of("<cwmp:GetRPCMethods/>"))), Is.EqualTo(HttpStatusCode.BadRequest), "no session");
        Assert.That(await Post(TestListener.Xml(new string(' ', 20_000))), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Post(Compressed(new string(' ', 1_000_000), s => new GZipStream(s, CompressionLevel.Optimal), "gzip")), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Post(null, "/elsewhere"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Post(null), Is.EqualTo(HttpStatusCode.NoContent));
        using var get = await client.GetAsync("/");
        Assert.That(get.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(await Post(TestListener.Xml(Envelope.Inform())), Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("gzip", "gzip")]
    [TestCase("zlib", "deflate")]
    [TestCase("raw", "deflate")]
    public async Task Quirk_38_compressed_bodies_are_inflated(string form, string encoding)
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var content = Compressed(
            Envelope.Inform(),
            s => form switch
            {
                "gzip" => new GZipStream(s, CompressionLevel.Fastest),
                "zlib" => new ZLibStream(s, CompressionLevel.Fastest),
                _ => new DeflateStream(s, CompressionLevel.Fastest),
            },
            encoding);
        using var answer = await client.PostAsync("/", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Quirk_4_text_html_and_an_old_cookie_are_no_obstacle_to_an_Inform()
    {
        await using var server = await TestListener.StartAsync();
        var body = Envelope.Inform();
        var answer = await server.RawAsync(
            $"POST / HTTP/1.1\r\nHost: acs\r\nContent-Type: text/html\r\nExpect: 100-continue\r\nCookie: session=ffffffffffffffffffffffffffffffff\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        Assert.That(answer, Does.Contain("200 OK").And.Contain("InformResponse"));
    }

    [Test]
    public async Task A_new_Inform_ends_the_session_that_the_gateway_left()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "key"));
        using var client = server.Client();
        (await client.PostAsync("/", TestListener.Xml(Envelope.Inform()))).Dispose();
        (await client.PostAsync("/", null)).Dispose();
        (await client.PostAsync("/", TestListener.Xml(Envelope.Inform()))).Dispose();
        Assert.That(server.Script.Outcomes.Single(), Is.TypeOf<Outcome.Lost>());
        Assert.That(server.Script.Open, Is.EqualTo(1));
    }

    [Test]
    public async Task A_busy_device_gets_503_with_a_time()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Door = _ => new ConversationResult.Busy(TimeSpan.FromSeconds(7));
        using var client = server.Client();
        using var answer = await client.PostAsync("/", TestListener.Xml(Envelope.Inform()));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    private static ByteArrayContent Compressed(string text, Func<Stream, Stream> compress, string encoding)
    {
        using var memory = new MemoryStream();
        using (var stream = compress(memory))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(memory.ToArray());
        content.Headers.ContentEncoding.Add(encoding);
        return content;
    }
}
