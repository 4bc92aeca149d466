using System.Security.Cryptography;
using System.Text;
using Acs.Cwmp.Authentication;
using Acs.Cwmp.ConnectionRequest;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.ConnectionRequest;

/// <summary>Connection requests over real sockets, against gateways as they are.</summary>
public class CwmpWaker_Tests
{
    private const string Name = "Mufasa";
    private const string Secret = "Circle Of Life";

    private static async Task<WakeResult> WakeAsync(
        string url, Action<ConnectionRequestOptions>? with = null, string? user = Name, string? remote = "127.0.0.1", QuirkRule? rule = null, NotedQuirks? seen = null)
    {
        var options = new CwmpOptions();
        options.ConnectionRequest.TimeoutSeconds = 20;
        with?.Invoke(options.ConnectionRequest);
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<CwmpMetrics>().BuildServiceProvider();
        var waker = new CwmpWaker(Options.Create(options), new ConnectionTargets(options.ConnectionRequest.AllowedNetworks, []), Catalogue(rule), seen ?? new NotedQuirks(), services.GetRequiredService<CwmpMetrics>(), TimeProvider.System);
        var target = new WakeTarget(new DeviceId("00D09E", "Home", "1"), null, url, user, Secret, remote) { SoftwareVersion = "1.0" };
        return await waker.WakeAsync(target, CancellationToken.None);
    }

    private static QuirkCatalogue Catalogue(QuirkRule? rule)
    {
        var options = new QuirkOptions();
        if (rule is not null)
        {
            options.Quirks.Add(rule);
        }

        return new QuirkCatalogue(Options.Create(options));
    }

    private static string Authorization(string request) =>
        request.Split('\n').SingleOrDefault(l => l.StartsWith("Authorization: ", StringComparison.Ordinal))?["Authorization: ".Length..] ?? "";

    private static DigestFields Fields(string request) => DigestFields.Parse(Authorization(request).AsSpan("Digest ".Length));

#pragma warning disable CA5351 // RFC 2617 is MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [Test]
    public async Task Without_a_challenge_one_GET_is_enough()
    {
        await using var gateway = new ScriptedGateway(ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url, user: null);
        Assert.That(result.Reached, result.Detail);
        Assert.That(gateway.Requests.Single(), Does.StartWith("GET /cr/7?a=b HTTP/1.1\n").And.Not.Contain("Authorization"));
    }

    [Test]
    public async Task Digest_with_qop_is_RFC_2617s()
    {
        await using var gateway = new ScriptedGateway(
            ScriptedGateway.Challenge("Digest realm=\"r\", qop=\"auth,auth-int\", nonce=\"n1\", opaque=\"o1\", algorithm=MD5"), ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
        var fields = Fields(gateway.Requests.Last());
        Assert.That((fields["username"], fields["realm"], fields["nonce"], fields["uri"], fields["opaque"], fields["qop"], fields["nc"], fields["algorithm"]),
            Is.EqualTo((Name, "r", "n1", "/cr/7?a=b", "o1", "auth", "00000001", "MD5")));
        Assert.That(fields["response"], Is.EqualTo(
            Md5($"{Md5($"{Name}:r:{Secret}")}:n1:00000001:{fields["cnonce"]}:auth:{Md5("GET:/cr/7?a=b")}")));
        Assert.That(Authorization(gateway.Requests.Last()), Does.Contain("qop=auth,").And.Contain("nc=00000001,"), "RFC 2617 3.2.2: these two are not quoted");
    }

    [Test]
    public async Task Quirk_21_a_server_without_qop_and_opaque_gets_neither()
    {
        await using var gateway = new ScriptedGateway(ScriptedGateway.Challenge("Digest realm=\"r\", nonce=\"n1\""), ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
        var sent = Authorization(gateway.Requests.Last());
        Assert.That(sent, Does.Not.Contain("qop").And.Not.Contain("opaque").And.Not.Contain("cnonce").And.Not.Contain("nc=").And.Not.Contain("algorithm"));
        Assert.That(Fields(gateway.Requests.Last())["response"], Is.EqualTo(Md5($"{Md5($"{Name}:r:{Secret}")}:n1:{Md5("GET:/cr/7?a=b")}")));
    }

    [Test]
    public async Task MD5_sess_hashes_both_nonces()
    {
        await using var gateway = new ScriptedGateway(
            ScriptedGateway.Challenge("Digest realm=\"r\", qop=\"auth\", nonce=\"n1\", algorithm=MD5-sess"), ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
        var fields = Fields(gateway.Requests.Last());
        var a1 = Md5($"{Md5($"{Name}:r:{Secret}")}:n1:{fields["cnonce"]}");
        Assert.That(fields["response"], Is.EqualTo(Md5($"{a1}:n1:00000001:{fields["cnonce"]}:auth:{Md5("GET:/cr/7?a=b")}")));
    }

    [Test]
    public async Task A_stale_nonce_is_replaced_once()
    {
        await using var gateway = new ScriptedGateway(
            ScriptedGateway.Challenge("Digest realm=\"r\", qop=\"auth\", nonce=\"old\""),
            ScriptedGateway.Challenge("Digest realm=\"r\", qop=\"auth\", nonce=\"new\", stale=TRUE"),
            ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
        Assert.That(gateway.Requests.Skip(1).Select(r => Fields(r)["nonce"]), Is.EqualTo(new[] { "old", "new" }));
    }

    [Test]
    public async Task A_wrong_password_is_not_tried_for_ever()
    {
        var challenge = ScriptedGateway.Challenge("Digest realm=\"r\", qop=\"auth\", nonce=\"n\", stale=true");
        await using var gateway = new ScriptedGateway(Enumerable.Repeat<string?>(challenge, 10).ToArray());
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, Is.False);
        Assert.That(result.Detail, Does.Contain("401"));
        Assert.That(gateway.Requests, Has.Count.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task Quirk_21_a_gateway_that_hangs_up_after_its_401_is_asked_on_a_new_connection()
    {
        await using var gateway = new ScriptedGateway(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\nConnection: close\r\n\r\n", ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
    }

    [Test]
    public async Task A_reset_is_tried_again_and_not_for_ever()
    {
        await using (var gateway = new ScriptedGateway(null, ScriptedGateway.Ok))
        {
            var result = await WakeAsync(gateway.Url);
            Assert.That(result.Reached, result.Detail);
        }

        await using (var gateway = new ScriptedGateway())
        {
            var result = await WakeAsync(gateway.Url);
            Assert.That(result.Reached, Is.False);
            Assert.That(gateway.Requests, Has.Count.InRange(2, 8), "the HTTP stack has repeats of its own");
        }
    }

    [Test]
    public async Task Basic_is_answered_only_where_the_operator_says_so()
    {
        await using (var gateway = new ScriptedGateway(ScriptedGateway.Challenge("Basic realm=\"r\""), ScriptedGateway.Ok))
        {
            var result = await WakeAsync(gateway.Url);
            Assert.That(result.Reached, Is.False);
            Assert.That(result.Detail, Does.Contain("AllowBasic"));
            Assert.That(gateway.Requests.Single(), Does.Not.Contain("Authorization"));
        }

        await using (var gateway = new ScriptedGateway(ScriptedGateway.Challenge("Basic realm=\"r\""), ScriptedGateway.Ok))
        {
            var result = await WakeAsync(gateway.Url, o => o.AllowBasic = true);
            Assert.That(result.Reached, result.Detail);
            Assert.That(Authorization(gateway.Requests.Last()), Is.EqualTo("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Name}:{Secret}"))));
        }
    }

    [Test]
    public async Task Quirk_21_Basic_alone_is_noted_and_answered_only_where_a_rule_for_the_firmware_says_so()
    {
        var seen = new NotedQuirks();
        await using (var gateway = new ScriptedGateway(ScriptedGateway.Challenge("Basic realm=\"r\""), ScriptedGateway.Ok))
        {
            var result = await WakeAsync(gateway.Url, seen: seen);
            Assert.That(result.Detail, Does.Contain("BasicConnectionRequest"));
            Assert.That(gateway.Requests.Single(), Does.Not.Contain("Authorization"));
        }

        Assert.That(seen.All, Is.EqualTo(Quirk.BasicOnly));
        Assert.That(QuirkTexts.Switch(Quirk.BasicOnly), Is.EqualTo(nameof(QuirkRule.BasicConnectionRequest)));
        await using (var gateway = new ScriptedGateway(ScriptedGateway.Challenge("Basic realm=\"r\""), ScriptedGateway.Ok))
        {
            var result = await WakeAsync(gateway.Url, rule: new QuirkRule { Name = "basic", ProductClass = "Home", SoftwareVersion = "1.*", BasicConnectionRequest = true });
            Assert.That(result.Reached, result.Detail);
            Assert.That(Authorization(gateway.Requests.Last()), Does.StartWith("Basic "));
        }
    }

    [Test]
    public async Task Digest_is_preferred_to_Basic()
    {
        await using var gateway = new ScriptedGateway(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\nContent-Length: 0\r\n\r\n", ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url, o => o.AllowBasic = true);
        Assert.That(result.Reached, result.Detail);
        Assert.That(Authorization(gateway.Requests.Last()), Does.StartWith("Digest "));
    }

    [Test]
    public async Task Bare_line_feeds_are_read()
    {
        await using var gateway = new ScriptedGateway(
            "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\nConnection: close\n\n", "HTTP/1.1 200 OK\nConnection: close\n\n");
        var result = await WakeAsync(gateway.Url);
        Assert.That(result.Reached, result.Detail);
        Assert.That(gateway.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_busy_gateway_is_told_from_a_refusing_one()
    {
        await using var busy = new ScriptedGateway("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        var result = await WakeAsync(busy.Url);
        Assert.That(result, Has.Property(nameof(WakeResult.Reached)).False);
        Assert.That(result.Detail, Does.Contain("busy"));
    }

    [Test]
    public async Task Silence_ends_at_the_time_out()
    {
        await using var gateway = new ScriptedGateway(ScriptedGateway.Silence);
        var result = await WakeAsync(gateway.Url, o => o.TimeoutSeconds = 1);
        Assert.That(result.Reached, Is.False);
        Assert.That(result.Detail, Does.Contain("no answer within 1 s"));
    }

    [Test]
    public async Task Huge_heads_and_bodies_cost_nothing()
    {
        await using (var gateway = new ScriptedGateway("HTTP/1.1 200 OK\r\nX: " + new string('x', 1024 * 1024) + "\r\n\r\n"))
        {
            Assert.That((await WakeAsync(gateway.Url)).Reached, Is.False);
        }

        await using (var gateway = new ScriptedGateway("HTTP/1.1 200 OK\r\nContent-Length: 8000000000\r\n\r\n" + new string('x', 1024 * 1024)))
        {
            var result = await WakeAsync(gateway.Url);
            Assert.That(result.Reached, "its head said 200, and nobody reads on: " + result.Detail);
        }
    }

    [TestCase("203.0.113.9", TestName = "Another host than the device's own is refused")]
    [TestCase(null, TestName = "A device that never came is not visited")]
    public async Task The_device_does_not_aim_the_server(string? remote)
    {
        await using var gateway = new ScriptedGateway(ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url, remote: remote);
        Assert.That(result.Reached, Is.False);
        Assert.That(result.Detail, Does.Contain("refused by policy"));
        Assert.That(gateway.Requests, Is.Empty);
    }

    [TestCase("127.0.0.0/8")]
    [TestCase("::ffff:0:0/96")]
    public async Task The_operators_networks_are_allowed(string network)
    {
        await using var gateway = new ScriptedGateway(ScriptedGateway.Ok);
        var result = await WakeAsync(gateway.Url, o => o.AllowedNetworks.Add(network), remote: "203.0.113.9");
        Assert.That(result.Reached, Is.EqualTo(network.StartsWith("127", StringComparison.Ordinal)), result.Detail);
    }

    [TestCase("ftp://127.0.0.1/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("http:///x")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task What_is_no_web_address_is_not_followed(string url) => Assert.That((await WakeAsync(url)).Reached, Is.False);

    [Test]
    public async Task Redirects_are_not_followed()
    {
        await using var other = new ScriptedGateway(ScriptedGateway.Ok);
        await using var gateway = new ScriptedGateway($"HTTP/1.1 302 Found\r\nLocation: {other.Url}\r\nContent-Length: 0\r\n\r\n");
        Assert.That((await WakeAsync(gateway.Url)).Reached, Is.False);
        Assert.That(other.Requests, Is.Empty);
    }
}
