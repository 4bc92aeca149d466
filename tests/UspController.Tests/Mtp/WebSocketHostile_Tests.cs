using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Usp.Records;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>What may come over a WebSocket that should not. Somebody else is served after each.</summary>
public sealed class WebSocketHostile_Tests
{
    [Test]
    public async Task Text_and_what_is_no_record_end_the_connection_with_1003([Values(0, 1, 2)] int what)
    {
        await using var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        await agent.ConnectAsync(controller.WebSocket);

        await (what switch
        {
            0 => agent.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text),
            1 => agent.SendAsync([0xff, 0xff, 0xff]),
            _ => agent.SendAsync(agent.Voice.Write(r => r.NoSessionContext = new NoSessionContextRecord { Payload = Google.Protobuf.ByteString.CopyFrom(0xff) })),
        });

        Assert.That((await agent.Voice.Closed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Status, Is.EqualTo(WebSocketCloseStatus.InvalidMessageType), "R-WS.16");
        await ServedAsync(controller);
    }

    [Test]
    public async Task A_record_that_is_too_large_ends_the_connection_with_1009_however_it_is_cut()
    {
        await using var controller = await Controller.StartWebSocketAsync(("Acs:Usp:WebSocket:MaxRecordBytes", "65536"));
        await using var whole = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        await whole.ConnectAsync(controller.WebSocket);
        await whole.SendAsync(new byte[65_537]);
        Assert.That((await whole.Voice.Closed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Status, Is.EqualTo(WebSocketCloseStatus.MessageTooBig));

        await using var cut = new WebSocketAgent(new Gateway("os::00D09E-SN2"));
        await cut.ConnectAsync(controller.WebSocket);
        await cut.SendAsync(new byte[40_000], isEnd: false);
        await cut.SendAsync(new byte[40_000], isEnd: false);
        Assert.That((await cut.Voice.Closed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Status, Is.EqualTo(WebSocketCloseStatus.MessageTooBig));
        await ServedAsync(controller);
    }

    [Test]
    public async Task A_record_in_many_frames_is_put_together()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(controller.WebSocket);
        // An answer of the agent's in the middle would be another frame of the same record.
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "all that is asked at first is answered");
        var told = Told.Change("v1", "Device.X", new string('x', 20_000));
        var record = agent.Voice.Write(r => r.NoSessionContext = new NoSessionContextRecord { Payload = Google.Protobuf.MessageExtensions.ToByteString(told) });
        foreach (var part in record.Chunk(777))
        {
            await agent.SendAsync(part, isEnd: false);
        }

        await agent.SendAsync([]);

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("v1"), "R-WS.14b");
    }

    [TestCase("", "os::00D09E-SN1", 400)]
    [TestCase("v2.usp", "os::00D09E-SN1", 400)]
    [TestCase("v1.usp", "nobody", 400)]
    [TestCase("v1.usp", "os::x#y", 400)]
    public async Task A_handshake_without_the_subprotocol_or_with_no_endpoint_id_is_refused(string subprotocol, string declared, int status)
    {
        await using var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { Subprotocol = subprotocol, DeclaredId = declared };
        Assert.That(await agent.RefusalAsync(controller.WebSocket), Is.EqualTo(status), "R-WS.12a");
        await ServedAsync(controller);
    }

    [Test]
    public async Task What_is_no_handshake_gets_a_plain_answer()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        using var http = new HttpClient();
        var address = new UriBuilder(controller.WebSocket) { Scheme = "http" };
        Assert.That((await http.GetAsync(address.Uri)).StatusCode, Is.EqualTo(HttpStatusCode.UpgradeRequired));
        address.Path = "/other";
        Assert.That((await http.GetAsync(address.Uri)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, controller.WebSocket.Port);
        await raw.GetStream().WriteAsync(new byte[] { 0, 1, 2, 3, 13, 10, 13, 10 });
        await ServedAsync(controller);
    }

    [Test]
    public async Task Too_many_handshakes_from_one_place_are_told_to_come_later()
    {
        await using var controller = await Controller.StartWebSocketAsync(("Acs:Usp:WebSocket:ConnectsPerMinuteAndAddress", "3"));
        for (var i = 0; i < 3; i++)
        {
            await using var agent = new WebSocketAgent(new Gateway($"os::00D09E-SN{i}"));
            await agent.ConnectAsync(controller.WebSocket);
        }

        await using var last = new WebSocketAgent(new Gateway("os::00D09E-SN9"));
        Assert.That(await last.RefusalAsync(controller.WebSocket), Is.EqualTo(429));
        Assert.That(last.Socket.HttpResponseHeaders!["Retry-After"], Is.EqualTo(new[] { "10" }));
    }

    [Test]
    public async Task An_agent_that_does_not_answer_pings_is_gone()
    {
        await using var controller = await Controller.StartWebSocketAsync(("Acs:Usp:WebSocket:KeepAliveSeconds", "1"));
        using var dead = new TcpClient();
        await dead.ConnectAsync(IPAddress.Loopback, controller.WebSocket.Port);
        await dead.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "GET /usp?eid=os::00D09E-SN1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: v1.usp\r\n\r\n"));
        var heard = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            // It reads, but never says anything.
            int count;
            while ((count = await dead.GetStream().ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30))) > 0)
            {
                heard.AddRange(buffer[..count]);
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        Assert.That(Encoding.Latin1.GetString([.. heard]), Does.StartWith("HTTP/1.1 101").And.Contain("Sec-WebSocket-Protocol: v1.usp"));
        await ServedAsync(controller);
    }

    [Test]
    public async Task A_stopping_controller_says_that_it_goes_away()
    {
        var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "contact");

        await controller.DisposeAsync();

        Assert.That((await agent.Voice.Closed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Status, Is.EqualTo(WebSocketCloseStatus.EndpointUnavailable));
    }

    private static async Task ServedAsync(Controller controller)
    {
        await using var other = new WebSocketAgent(new Gateway("os::00D09E-GOOD"));
        await other.StartAsync(controller.WebSocket);
        await other.TellAsync(Told.Boot("good"));
        await Eventually.IsTrueAsync(() => other.Acknowledged.Contains("good"), "somebody else is served");
    }
}
