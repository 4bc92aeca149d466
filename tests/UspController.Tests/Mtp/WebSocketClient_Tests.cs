using System.Net.WebSockets;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Mtp.WebSockets;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>TR-369 "WebSocket Binding": agents that listen and are called.</summary>
public sealed class WebSocketClient_Tests
{
    private const string Id = "os::00D09E-SN1";
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [Test]
    public async Task A_configured_agent_is_called_by_name_and_told_what_to_do()
    {
        await using var agent = await ListeningAgent.StartAsync(new Gateway(Id));
        await using var controller = await CallingAsync(
            [("Acs:Enrolment", "Quarantine"), ("Acs:Usp:EndpointId", "proto::acs"), .. Agent($"ws://127.0.0.1:{agent.Port}/usp?x=1")]);
        controller.Script.Order(Sn1, new Operation.Reboot(Guid.NewGuid(), "r"));

        await Eventually.IsTrueAsync(() => controller.Script.Outcomes.Any(o => o.Outcome is Outcome.Accepted), "reboot accepted");

        Assert.That(agent.Queries.First(), Is.EqualTo("?x=1&eid=proto%3A%3Aacs"), "R-WS.10b");
        Assert.That(agent.Extensions.First(), Does.Contain("bbf-usp-protocol; eid=\"proto::acs\""));
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Bootstrap), "named by the operator, known by nothing of its own");
        Assert.That(agent.Sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_agent_that_calls_itself_takes_over_and_is_called_no_more()
    {
        var gateway = new Gateway(Id);
        await using var listening = await ListeningAgent.StartAsync(gateway);
        await using var controller = await CallingAsync([
            ("Acs:Usp:WebSocket:Enabled", "true"), ("Acs:Usp:WebSocket:Bootstrap:User", "boot"), ("Acs:Usp:WebSocket:Bootstrap:Password", "strap"),
            .. Agent($"ws://127.0.0.1:{listening.Port}/usp"),
        ]);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "called");

        await using var nobody = new WebSocketAgent(gateway);
        Assert.That(await nobody.RefusalAsync(controller.WebSocket), Is.EqualTo(403), "whom the operator named has proved more");
        await using var calling = new WebSocketAgent(gateway) { User = "boot", Password = "strap" };
        await calling.StartAsync(controller.WebSocket);
        await calling.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => calling.Acknowledged.Contains("b1"), "heard over its own connection");
        Assert.That(listening.Sessions.TryPeek(out var session));
        Assert.That((await session.Voice.Closed.Task).Status, Is.EqualTo(WebSocketCloseStatus.NormalClosure), "R-WS.4");
        Assert.That(calling.IsOpen);
        Assert.That(listening.Sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_lost_agent_is_called_again()
    {
        var agent = await ListeningAgent.StartAsync(new Gateway(Id));
        await using var controller = await CallingAsync([.. Agent($"ws://127.0.0.1:{agent.Port}/usp")]);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "called");
        await agent.DisposeAsync();

        await using var again = await ListeningAgent.StartAsync(new Gateway(Id), port: agent.Port);

        await Eventually.IsTrueAsync(() => !again.Sessions.IsEmpty, "called again", seconds: 60);
    }

    [TestCase("os::00D09E-OTHER", "v1.usp")]
    [TestCase(Id, null)]
    public async Task Whoever_is_another_endpoint_or_speaks_something_else_is_not_spoken_to(string saysItIs, string? subprotocol)
    {
        await using var wrong = await ListeningAgent.StartAsync(new Gateway(Id), saysItIs: saysItIs, subprotocol: subprotocol);
        await using var right = await ListeningAgent.StartAsync(new Gateway("os::00D09E-SN2"));
        await using var controller = await CallingAsync(
            [.. Agent($"ws://127.0.0.1:{wrong.Port}/usp"), .. Agent($"ws://127.0.0.1:{right.Port}/usp", 1, "os::00D09E-SN2")]);

        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Any(c => c.Identity.EndpointId == "os::00D09E-SN2"), "the other one is served");
        await Eventually.IsTrueAsync(() => wrong.Sessions.TryPeek(out var session) && session.Voice.Closed.Task.IsCompleted, "hung up");
        Assert.That(controller.Script.Contacts.Any(c => c.Identity.EndpointId == Id), Is.False);
        Assert.That(wrong.Sessions.All(s => s.Voice.Received.IsEmpty));
    }

    [Test]
    public async Task Over_TLS_a_certificate_of_the_endpoint_from_the_operators_authority_counts_as_its_own()
    {
        using var pki = new Pki();
        using var certificate = pki.Issue("ops::00D09E-GW-SN1");
        using var files = new PkiFiles(pki, "ops::00D09E-GW-SN1");
        await using var agent = await ListeningAgent.StartAsync(new Gateway("ops::00D09E-GW-SN1"), certificate);
        await using var controller = await CallingAsync(
            [("Acs:Usp:WebSocket:Authorities:0", files.Authority), .. Agent($"wss://127.0.0.1:{agent.Port}/usp", 0, "ops::00D09E-GW-SN1")]);

        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));
    }

    [Test]
    public async Task Over_TLS_a_certificate_that_nobody_vouches_for_ends_the_call()
    {
        using var ours = new Pki();
        using var theirs = new Pki();
        using var certificate = theirs.Issue(Id);
        using var files = new PkiFiles(ours, Id);
        await using var liar = await ListeningAgent.StartAsync(new Gateway(Id), certificate);
        await using var right = await ListeningAgent.StartAsync(new Gateway("os::00D09E-SN2"));
        await using var controller = await CallingAsync(
        [
            ("Acs:Usp:WebSocket:Authorities:0", files.Authority),
            .. Agent($"wss://127.0.0.1:{liar.Port}/usp"),
            .. Agent($"ws://127.0.0.1:{right.Port}/usp", 1, "os::00D09E-SN2"),
        ]);

        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "the other one is served");
        Assert.That(liar.Sessions, Is.Empty);
    }

    [Test]
    public void Waits_follow_the_standards_table_up_to_five_minutes()
    {
        int[] counts = [1, 2, 3, 4, 5, 6, 7, 100];
        Assert.That(counts.Select(n => RetryWait.Of(n, 0).TotalSeconds), Is.EqualTo(new[] { 5, 10, 20, 40, 80, 160, 160, 160 }));
        Assert.That(counts.Select(n => RetryWait.Of(n, 1).TotalSeconds), Is.EqualTo(new[] { 10, 20, 40, 80, 160, 320, 320, 320 }));
    }

    private static Task<Controller> CallingAsync((string Key, string Value)[] settings) =>
        Controller.StartAsync([("Acs:Usp:Mqtt:Mode", "Off"), .. settings]);

    private static (string Key, string Value)[] Agent(string url, int number = 0, string id = Id) =>
        [($"Acs:Usp:WebSocket:Agents:{number}:EndpointId", id), ($"Acs:Usp:WebSocket:Agents:{number}:Url", url)];
}
