using Acs.Cwmp.Authentication;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>Firmware that begins or ends its sessions in its own way.</summary>
internal sealed class Sessions_Tests
{
    [Test]
    public async Task Quirk_19_a_digest_on_a_new_connection_that_calls_its_algorithm_MD_is_checked_as_MD5()
    {
        await using var server = await TestListener.StartAsync(("Acs:Enrolment", "Closed"));
        server.Credentials.ByName["u"] = new DeviceCredential(new DeviceId("00D09E", "Home", "0001"), "u", "p", Confirmed: true);
        using var first = server.Client();
        using var challenge = await first.PostAsync("/", TestListener.Xml(Envelope.Inform()));
        var offer = challenge.Headers.GetValues("WWW-Authenticate").Single(h => h.EndsWith("algorithm=MD5", StringComparison.Ordinal));
        var nonce = DigestFields.Parse(offer.AsSpan("Digest ".Length))["nonce"]!;
        var response = DigestAlgorithm.Md5.Respond("u", "acs", "p", "POST", "/", nonce, "auth", "00000001", "c", default);
        using var second = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = TestListener.Xml(Envelope.Inform()) };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"Digest username=\"u\",realm=\"acs\",nonce=\"{nonce}\",uri=\"/\",response=\"{response}\",qop=\"auth\",nc=00000001,cnonce=\"c\",algorithm=MD");
        using var served = await second.SendAsync(request);
        Assert.That((int)served.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Quirk_26_a_factory_reset_without_BOOTSTRAP_is_noted_and_counts_as_one_where_a_rule_says_so([Values] bool rule)
    {
        await using var server = await TestListener.StartAsync(
            ("Acs:Enrolment", "Quarantine"), ("Acs:Cwmp:Bootstrap:User", "boot"), ("Acs:Cwmp:Bootstrap:Password", "strap"),
            ("Acs:Quirks:0:Name", "zyxel"), ("Acs:Quirks:0:ProductClass", "VMG4927"), ("Acs:Quirks:0:BootIsBootstrap", rule ? "true" : "false"));
        var device = new DeviceId("B8ECA3", "VMG4927", "ZY26");
        server.Credentials.ByName["own"] = new DeviceCredential(device, "own", "secret", Confirmed: true);

        var answer = (await Fixture.PlayAsync(server, "26-reset-without-bootstrap")).Single();

        Assert.That(answer.Status, Is.EqualTo(rule ? 200 : 401));
        Assert.That(server.Script.Contacts.Select(c => c.Events), Is.EqualTo(rule ? new ContactEvent[][] { [ContactEvent.Bootstrap, ContactEvent.Boot] } : []));
        Assert.That(server.Quirks.All, Is.EqualTo(rule ? Quirk.None : Quirk.NoBootstrap));
        Assert.That(QuirkTexts.Switch(Quirk.NoBootstrap), Is.EqualTo(nameof(QuirkRule.BootIsBootstrap)));
    }

    [Test]
    public async Task Quirk_28_a_session_that_ends_Empty_Empty_Empty_is_open_until_the_last()
    {
        await using var server = await TestListener.StartAsync();

        var answers = await Fixture.PlayAsync(server, "28-empty-empty-empty");

        Assert.That(answers.Select(a => a.Status), Is.EqualTo(new[] { 200, 204, 200, 204 }));
        Assert.That(answers[2].Body, Does.Contain("TransferCompleteResponse"), "what it says before its last empty POST belongs to the session");
        Assert.That(server.Script.Open, Is.Zero);
    }

    [Test]
    public async Task Quirk_28_elsewhere_the_session_is_over_with_204()
    {
        await using var server = await TestListener.StartAsync(
            ("Acs:Quirks:0:Name", "mended"), ("Acs:Quirks:0:SoftwareVersion", "6.2.29.*"), ("Acs:Quirks:0:LastEmptyPost", "false"));
        var answers = await Fixture.PlayAsync(server, "28-empty-empty-empty");
        Assert.That(answers.Select(a => a.Status), Is.EqualTo(new[] { 200, 204, 400, 204 }));
    }

    [Test]
    public async Task Quirk_29_Informs_without_end_are_held_off_longer_each_time_and_told()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));
        await using var server = await TestListener.StartAsync(time);

        var statuses = new List<int>();
        while (statuses.Count <= InformLoops.Patience)
        {
            statuses.AddRange((await Fixture.PlayAsync(server, "29-inform-loop")).Select(a => a.Status));
        }

        Assert.That(statuses.Take(InformLoops.Patience), Is.All.EqualTo(200));
        Assert.That(statuses.Skip(InformLoops.Patience), Is.All.EqualTo(503));
        Assert.That(server.Quirks.All, Is.EqualTo(Quirk.InformLoop));
        Assert.That(server.Quirks.Details.First(), Does.StartWith("5 sessions from 127.0.0.1"));

        Assert.That(await RetryAsync(server), Is.EqualTo(60), "held off, and not for the asking longer");
        Assert.That(await RetryAsync(server), Is.EqualTo(60));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.That(await RetryAsync(server), Is.Zero, "one try");
        Assert.That(await RetryAsync(server), Is.EqualTo(120));
    }

    [Test]
    public async Task Quirk_29_a_session_that_goes_on_makes_all_well()
    {
        await using var server = await TestListener.StartAsync();
        await Fixture.PlayAsync(server, "29-inform-loop");
        using var other = server.Client();
        for (var i = 0; i < 10; i++)
        {
            using var inform = await other.PostAsync("", TestListener.Xml(Envelope.Inform()));
            using var end = await other.PostAsync("", new ByteArrayContent([]));
            Assert.That((int)inform.StatusCode, Is.EqualTo(200), "another gateway, whose sessions end as they should");
        }
    }

    [Test]
    public async Task Quirk_33_a_session_goes_on_over_a_new_connection_when_TCP_is_dropped()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "k"));
        var cookie = "";
        using (var first = server.Client())
        {
            using var inform = await first.PostAsync("", TestListener.Xml(Envelope.Inform()));
            cookie = inform.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            using var request = new HttpRequestMessage(HttpMethod.Post, "");
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var reboot = await first.SendAsync(request);
        }

        using var second = server.Client();
        using var answer = new HttpRequestMessage(HttpMethod.Post, "") { Content = TestListener.Xml(Envelope.Of("<cwmp:RebootResponse/>", id: "1")) };
        answer.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var end = await second.SendAsync(answer);
        Assert.That((int)end.StatusCode, Is.EqualTo(204));
        Assert.That(server.Script.Outcomes.Single(), Is.InstanceOf<Outcome.Accepted>());
    }

    /// <summary>The Retry-After of one more Inform, seconds; 0: it was served.</summary>
    private static async Task<int> RetryAsync(TestListener server)
    {
        using var client = server.Client();
        using var content = TestListener.Xml(Fixture.Read("29-inform-loop")[0].Split("\r\n\r\n", 2)[1]);
        using var answer = await client.PostAsync("", content);
        return answer.Headers.RetryAfter is { Delta: { } delay } ? (int)delay.TotalSeconds : 0;
    }
}
