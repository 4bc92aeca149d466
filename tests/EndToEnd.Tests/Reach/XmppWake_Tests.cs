using System.Text.Json;
using Acs.Cwmp.Xmpp;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Reach;

/// <summary>Connection requests through a real XMPP server (TR-069 Annex K).</summary>
public sealed class XmppWake_Tests
{
    private const string Device = "devices/00D09E-SimGate-XMPP1";
    private const string Connection = "Device.XMPP.Connection.1.";

    [Test]
    public async Task A_gateway_is_given_an_account_and_woken_by_XMPP_until_it_is_gone_and_again_when_the_server_is_back()
    {
        await using var prosody = await Prosody.StartAsync("acs", "cpe1");
        await using var acs = await TestAcs.StartAsync([.. Settings(prosody), ("Acs:Wake:PerMinute", "1000")]);
        await using var gateway = new Gateway(new GatewayOptions
        {
            SerialNumber = "XMPP1", Protocol = ManagementProtocol.Cwmp, AcsUrl = acs.Addresses.Cwmp, RetryWait = TimeSpan.FromSeconds(1), PeriodicInterval = TimeSpan.FromSeconds(1),
        });
        gateway.Start();
        await Eventually.TrueAsync(async () => await acs.GetAsync(Device) is not null, "the gateway comes");

        await OrderAsync(acs, new { type = "addInstance", path = "Device.XMPP.Connection." });
        await OrderAsync(acs, new { type = "addInstance", path = Connection + "Server." });
        // From here on the gateway comes by itself only tomorrow.
        await SetAsync(
            acs,
            (Connection + "Username", "cpe1", "string"), (Connection + "Password", "secret-cpe1", "string"), (Connection + "Domain", Prosody.Domain, "string"),
            (Connection + "Resource", "cwmp", "string"), (Connection + "UseTLS", "true", "boolean"), (Connection + "Enable", "true", "boolean"),
            (Connection + "Server.1.ServerAddress", "127.0.0.1", "string"), (Connection + "Server.1.Port", $"{prosody.Port}", "unsignedInt"), (Connection + "Server.1.Enable", "true", "boolean"),
            ("Device.ManagementServer.ConnReqXMPPConnection", Connection[..^1], "string"), ("Device.ManagementServer.PeriodicInformInterval", "86400", "unsignedInt"));

        await ReachedAsync(acs, gateway);
        Assert.That(gateway.Model.Get("Device.ManagementServer.ConnReqJabberID"), Is.EqualTo($"cpe1@{Prosody.Domain}/cwmp"));
        Assert.That(gateway.Model.Get("Device.ManagementServer.ConnReqAllowedJabberIDs"), Is.EqualTo($"acs@{Prosody.Domain}"), "nobody else may wake it");
        await SetAsync(acs, ("Device.DeviceInfo.ProvisioningCode", "by XMPP", "string"));
        Assert.That(gateway.Model.Get("Device.DeviceInfo.ProvisioningCode"), Is.EqualTo("by XMPP"));

        gateway.CutOff();
        await SaysAsync(acs, gateway, "service-unavailable");
        gateway.Reconnect();
        await ReachedAsync(acs, gateway);

        await prosody.StopAsync();
        await SaysAsync(acs, gateway, "not connected to the XMPP server");
        await prosody.RunAsync();
        await ReachedAsync(acs, gateway);

        // Its own word, which would send its password elsewhere.
        gateway.Model.Write("Device.ManagementServer.ConnReqJabberID", "cpe1@evil.example/cwmp");
        await SaysAsync(acs, gateway, "refused by policy");
    }

    [TestCase("secret-wrong", true, "not-authorized")]
    [TestCase("secret-acs", false, "certificate")]
    public async Task A_server_that_refuses_or_is_not_who_it_says_is_named_as_the_reason(string password, bool trusted, string reason)
    {
        await using var prosody = await Prosody.StartAsync("acs");
        await using var acs = await TestAcs.StartAsync(
            [.. Settings(prosody), ("Acs:Cwmp:Xmpp:Password", password), ("Acs:Cwmp:Xmpp:TrustedAuthorities", trusted ? prosody.Authority : null)]);
        var client = acs.Services.GetRequiredService<XmppClient>();
        var missing = "";
        await Eventually.TrueAsync(
            async () => (missing = (await AskAsync(client)).Missing).Contains(reason, StringComparison.Ordinal),
            $"the reason names '{reason}'",
            () => Task.FromResult(missing));
    }

    [TestCase("SCRAM-SHA-256")]
    [TestCase("SCRAM-SHA-1")]
    [TestCase("PLAIN")]
    public async Task Whatever_the_server_offers_it_logs_in_and_finds_out_when_the_server_hangs(string mechanism)
    {
        await using var prosody = await Prosody.StartWithAsync(mechanism, "acs");
        await using var acs = await TestAcs.StartAsync([.. Settings(prosody), ("Acs:Cwmp:Xmpp:PingSeconds", "1"), ("Acs:Cwmp:Xmpp:TimeoutSeconds", "60")]);
        var client = acs.Services.GetRequiredService<XmppClient>();
        await AnswersAsync(client);

        await prosody.HangAsync();
        var lost = await AskAsync(client);
        Assert.That(lost.Missing, Does.Contain("lost").Or.Contain("not connected").Or.Contain("broken"), "long before a gateway's time is up");
        await prosody.ResumeAsync();
        await AnswersAsync(client);
    }

    /// <summary>Nobody has that account, and the server says so.</summary>
    private static Task AnswersAsync(XmppClient client) =>
        Eventually.TrueAsync(async () => (await AskAsync(client)).Iq is { } iq && XmppConnectionRequest.Judge(iq).Detail.Contains("unavailable", StringComparison.Ordinal), "the XMPP server answers");

    private static Task<XmppAnswer> AskAsync(XmppClient client) =>
        client.AskAsync(JabberId.Parse($"nobody@{Prosody.Domain}/x")!, XmppConnectionRequest.Create("u", "p"), CancellationToken.None);

    private static (string, string?)[] Settings(Prosody prosody) =>
    [
        ("Acs:Cwmp:Xmpp:Jid", $"acs@{Prosody.Domain}"), ("Acs:Cwmp:Xmpp:Password", "secret-acs"),
        ("Acs:Cwmp:Xmpp:Server", $"127.0.0.1:{prosody.Port}"), ("Acs:Cwmp:Xmpp:TrustedAuthorities", prosody.Authority),
    ];

    private static Task SetAsync(TestAcs acs, params (string Path, string Value, string Type)[] values) =>
        OrderAsync(acs, new { type = "setValues", values = values.Select(v => new { path = v.Path, value = v.Value, type = v.Type }) });

    private static async Task OrderAsync(TestAcs acs, object order)
    {
        var ended = await acs.SendAsync(HttpMethod.Post, $"{Device}/operations?wait=90", order);
        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{ended}");
    }

    private static Task ReachedAsync(TestAcs acs, Gateway gateway) => WokenAsync(
        acs, gateway, "XMPP wakes it", w => w.GetProperty("reached").GetBoolean() && w.GetProperty("way").GetString() == "xmpp");

    private static Task SaysAsync(TestAcs acs, Gateway gateway, string detail) => WokenAsync(
        acs, gateway, $"the wake says '{detail}'", w => !w.GetProperty("reached").GetBoolean() && w.GetProperty("detail").GetString()!.Contains(detail, StringComparison.Ordinal));

    private static async Task WokenAsync(TestAcs acs, Gateway gateway, string what, Func<JsonElement, bool> isRight)
    {
        var last = default(JsonElement);
        await Eventually.TrueAsync(
            async () => isRight(last = await acs.SendAsync(HttpMethod.Post, $"{Device}/wake")),
            what,
            () => Task.FromResult($"{last}; the gateway: {gateway.Model.Find(Connection + "Status")} {gateway.Model.Find("Device.ManagementServer.ConnReqJabberID")}"));
    }
}
