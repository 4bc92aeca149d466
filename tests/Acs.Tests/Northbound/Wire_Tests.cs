using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Acs.Tests.Cwmp;
using Acs.Tests.Hosting;

namespace Acs.Tests.Northbound;

/// <summary>What a gateway and the server said on a real socket, found again byte for byte.</summary>
public sealed class Wire_Tests
{
    private const string Device = "devices/00D09E-Home-W1";

    [Test]
    public async Task Exchanges_are_recorded_byte_for_byte_from_the_moment_it_is_switched_on_even_on_a_connection_that_waits()
    {
        await using var server = await RunningServer.StartAsync("--Acs:Enrolment=Open");
        using var gateway = new RawGateway(server.Server.Addresses.Cwmp);
        await gateway.SendAsync(Inform());
        await gateway.SendAsync("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 0\r\n\r\n");
        Assert.That((await server.GetAsync($"{Device}/wire")).Body.GetProperty("items").GetArrayLength(), Is.Zero, "off");

        var (status, on) = await server.SendAsync(HttpMethod.Put, $"{Device}/wire", new { until = TimeProvider.System.GetUtcNow().AddMinutes(5) });
        Assert.That((status, on.GetProperty("on").GetBoolean()), Is.EqualTo((HttpStatusCode.OK, true)), on.ToString());
        var sent = Inform();
        var received = await gateway.SendAsync(sent);
        await gateway.SendAsync("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 0\r\n\r\n");

        var items = await ItemsAsync(server, 2);
        var first = items.Single(i => i.GetProperty("summary").GetString() == "Inform 2 PERIODIC → InformResponse");
        var view = (await server.GetAsync($"{Device}/wire/{first.GetProperty("n").GetInt64()}")).Body;
        Assert.That(Raw(view, "request"), Is.EqualTo(sent.Replace("hunter2hunter2", "**************", StringComparison.Ordinal)));
        Assert.That(Raw(view, "response"), Is.EqualTo(received));
        Assert.That(view.GetProperty("facts").GetProperty("tls").GetString(), Is.EqualTo("none"));
        Assert.That(view.GetProperty("request").GetProperty("headers")[1].GetProperty("name").GetString(), Is.EqualTo("x-ODD"));

        await HarIsWellFormedAsync(server, items.Count);
        var text = await server.Api.GetStringAsync(new Uri($"{Device}/wire.txt", UriKind.Relative));
        Assert.That(text, Does.Contain("x-ODD: 1").And.Contain("<cwmp:InformResponse").And.Not.Contain("hunter2"));

        Assert.That((await server.SendAsync(HttpMethod.Delete, $"{Device}/wire?records=true")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        await gateway.SendAsync(Inform());
        var after = (await server.GetAsync($"{Device}/wire")).Body;
        Assert.That((after.GetProperty("items").GetArrayLength(), after.GetProperty("recording").GetProperty("on").GetBoolean()), Is.EqualTo((0, false)));
    }

    [TestCase("unknown", null)]
    [TestCase("search", "serial:W1")]
    public async Task A_rule_records_whom_it_describes(string kind, string? search)
    {
        await using var server = await RunningServer.StartAsync("--Acs:Enrolment=Open");
        var (status, rule) = await server.SendAsync(HttpMethod.Post, "wire/rules", new { kind, search, until = (string?)null });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), rule.ToString());
        using var gateway = new RawGateway(server.Server.Addresses.Cwmp);
        await gateway.SendAsync(Inform());
        await ItemsAsync(server, 1);

        Assert.That((await server.GetAsync("wire/rules")).Body.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await server.SendAsync(HttpMethod.Delete, $"wire/rules/{rule.GetProperty("id").GetString()}")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await server.GetAsync("wire/rules")).Body.GetProperty("items").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task What_belongs_to_nobody_is_kept_too_recording_or_not()
    {
        await using var server = await RunningServer.StartAsync("--Acs:Enrolment=Open");
        using (var gateway = new RawGateway(server.Server.Addresses.Cwmp))
        {
            await gateway.SendAsync("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 30\r\n\r\n<Password>hunter2</Password><<<");
        }

        await server.SendAsync(HttpMethod.Post, "wire/rules", new { kind = "faulted" });
        using (var gateway = new RawGateway(server.Server.Addresses.Cwmp))
        {
            await gateway.SendAsync("POST / HTTP/1.1\r\nhost: acs\r\nContent-Length: 6\r\n\r\n<junk>");
        }

        var kept = await Eventually.NotNullAsync(async () =>
            (await server.GetAsync("wire/unidentified")).Body.GetProperty("items") is var items && items.GetArrayLength() == 2 ? items : (JsonElement?)null);
        Assert.That(kept[0].GetProperty("request").GetProperty("body").GetString(), Is.EqualTo("<junk>"));
        Assert.That(kept[1].GetProperty("request").GetProperty("body").GetString(), Does.StartWith("<Password>*******</Password>"));
        Assert.That(kept[1].GetProperty("exchange").GetProperty("status").GetInt32(), Is.EqualTo(400));
    }

    [Test]
    public async Task Wrong_orders_are_told_by_field()
    {
        await using var server = await RunningServer.StartAsync("--Acs:Enrolment=Open");
        using var gateway = new RawGateway(server.Server.Addresses.Cwmp);
        await gateway.SendAsync(Inform());
        var (status, problem) = await server.SendAsync(HttpMethod.Put, $"{Device}/wire", new { until = "yesterday" });
        Assert.That((status, problem.GetProperty("errors").TryGetProperty("until", out _)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        (status, problem) = await server.SendAsync(HttpMethod.Post, "wire/rules", new { kind = "search", search = "serial:(" });
        Assert.That((status, problem.GetProperty("errors").TryGetProperty("search", out _)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That((await server.SendAsync(HttpMethod.Put, "devices/00D09E-Home-NONE/wire", new { })).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await server.GetAsync($"{Device}/wire/77")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static string Inform()
    {
        var body = Envelope.Of(Envelope.InformBody("W1", parameters: Envelope.Value("Device.ManagementServer.ConnectionRequestPassword", "hunter2hunter2")));
        return $"POST /cwmp HTTP/1.1\r\nHost: acs\r\nx-ODD: 1\r\nContent-Type: text/xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RunningServer server, int atLeast)
    {
        IReadOnlyList<JsonElement> items = [];
        await Eventually.TrueAsync(async () =>
        {
            items = (await server.GetAsync($"{Device}/wire")).Body.TryGetProperty("items", out var found) ? [.. found.EnumerateArray()] : [];
            return items.Count >= atLeast;
        });
        return items;
    }

    private static string Raw(JsonElement view, string message) =>
        Encoding.UTF8.GetString(view.GetProperty(message).GetProperty("raw").GetBytesFromBase64());

    /// <summary>HAR 1.2: what must be there, of the type that it must have.</summary>
    private static async Task HarIsWellFormedAsync(RunningServer server, int entries)
    {
        var log = (await server.GetAsync($"{Device}/wire.har")).Body.GetProperty("log");
        Assert.That(log.GetProperty("version").GetString(), Is.EqualTo("1.2"));
        Assert.That(log.GetProperty("creator").GetProperty("name").GetString(), Is.Not.Empty);
        Assert.That(log.GetProperty("entries").GetArrayLength(), Is.EqualTo(entries));
        foreach (var entry in log.GetProperty("entries").EnumerateArray())
        {
            Assert.That(DateTimeOffset.TryParse(entry.GetProperty("startedDateTime").GetString(), out _), Is.True);
            Assert.That(entry.GetProperty("time").GetDouble(), Is.GreaterThanOrEqualTo(0));
            var (request, response) = (entry.GetProperty("request"), entry.GetProperty("response"));
            Assert.That(request.GetProperty("method").GetString(), Is.EqualTo("POST"));
            Assert.That(Uri.IsWellFormedUriString(request.GetProperty("url").GetString(), UriKind.Absolute), Is.True);
            Assert.That(response.GetProperty("status").GetInt32(), Is.AnyOf(200, 204));
            Assert.That(response.GetProperty("content").GetProperty("size").ValueKind, Is.EqualTo(JsonValueKind.Number));
            Assert.That(response.GetProperty("redirectURL").ValueKind, Is.EqualTo(JsonValueKind.String));
            foreach (var message in (JsonElement[])[request, response])
            {
                Assert.That(message.GetProperty("cookies").ValueKind, Is.EqualTo(JsonValueKind.Array));
                Assert.That(message.GetProperty("httpVersion").GetString(), Is.EqualTo("HTTP/1.1"));
                Assert.That(message.GetProperty("headers").EnumerateArray().All(h => h.GetProperty("name").GetString()!.Length > 0 && h.TryGetProperty("value", out _)), Is.True);
                Assert.That(message.GetProperty("headersSize").GetInt32() + message.GetProperty("bodySize").GetInt32(), Is.GreaterThan(0));
            }

            Assert.That(entry.GetProperty("timings").GetProperty("wait").ValueKind, Is.EqualTo(JsonValueKind.Number));
            Assert.That(entry.GetProperty("cache").ValueKind, Is.EqualTo(JsonValueKind.Object));
        }
    }

    /// <summary>One connection, and the exact bytes of what comes back on it.</summary>
    private sealed class RawGateway : IDisposable
    {
        private readonly TcpClient _socket = new();
        private readonly Uri _server;

        public RawGateway(Uri server) => _server = server;

        public async Task<string> SendAsync(string request)
        {
            if (!_socket.Connected)
            {
                await _socket.ConnectAsync(_server.Host, _server.Port);
            }

            var stream = _socket.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
            var answer = new List<byte>();
            var buffer = new byte[4096];
            while (!IsWhole(answer))
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0)
                {
                    break;
                }

                answer.AddRange(buffer.AsSpan(0, read));
            }

            return Encoding.UTF8.GetString([.. answer]);
        }

        public void Dispose() => _socket.Dispose();

        private static bool IsWhole(List<byte> answer)
        {
            var text = Encoding.Latin1.GetString([.. answer]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0)
            {
                return false;
            }

            var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            var length = at < 0 || at > head ? 0 : int.Parse(text[(at + 16)..text.IndexOf('\r', at)]);
            return text.Length >= head + 4 + length;
        }
    }
}
