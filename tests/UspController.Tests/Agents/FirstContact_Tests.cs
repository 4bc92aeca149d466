using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Agents;
using UspController.Agents.Errands;
using UspController.Tests.Doubles;

namespace UspController.Tests.Agents;

public sealed class FirstContact_Tests
{
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [Test]
    public void A_connect_record_leads_to_the_questions_who_and_what_and_then_to_a_contact()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));

        bench.Give(new AgentInput.Connected(1));

        var open = bench.All<AgentAction.Open>().Single();
        Assert.That(open.Identity, Is.EqualTo(new DeviceIdentity(Sn1, "Acme", null, "os::00D09E-SN1")));
        Assert.That(open.Events, Is.EqualTo(new[] { ContactEvent.Connected }));
        Assert.That(open.Values, Does.Contain(new ParameterValue("Device.DeviceInfo.SoftwareVersion", "1.0")));
        Assert.That(bench.Session.Version, Is.EqualTo("1.3"));
        Assert.That(bench.Actions[^1], Is.InstanceOf<AgentAction.Close>());
        Assert.That(bench.Session.IsResting);
    }

    [Test]
    public void An_agent_of_TR_098_is_asked_subscribed_and_commanded_under_its_own_root()
    {
        var gateway = new Gateway("os::00D09E-SN1", root: "InternetGatewayDevice.");
        var bench = new Bench(gateway);
        bench.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "k1"));

        bench.Give(new AgentInput.Connected(1));

        var open = bench.All<AgentAction.Open>().Single();
        Assert.That(open.Identity.Id, Is.EqualTo(Sn1));
        Assert.That(open.Values, Does.Contain(new ParameterValue("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1.0")));
        Assert.That(gateway.Values.Where(v => v.Key.EndsWith(".ReferenceList", StringComparison.Ordinal)).Select(v => v.Value), Does.Contain("InternetGatewayDevice.Boot!"));
        Assert.That(gateway.Values.Keys, Has.None.StartsWith("Device."));
        Assert.That(bench.All<AgentAction.Complete>().Single().Outcome, Is.InstanceOf<Outcome.Accepted>());
    }

    [Test]
    public void Boot_is_acknowledged_only_after_it_is_reported()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));

        bench.Hear(Told.Boot(key: "k7"));

        var told = bench.Actions.FindIndex(a => a is AgentAction.Tell { Reports: [Report.Booted { CommandKey: "k7", Cause: "LocalReboot" }] });
        var acknowledged = bench.Actions.FindIndex(a => a is AgentAction.Send { Message.Body.Response.NotifyResp: not null });
        Assert.That(told, Is.GreaterThan(bench.Actions.FindIndex(a => a is AgentAction.Open)));
        Assert.That(acknowledged, Is.GreaterThan(told));
        Assert.That(bench.Sent.Single(m => m.Body.Response is not null).Body.Response.NotifyResp.SubscriptionId, Is.EqualTo("acs-boot"));
    }

    [Test]
    public void A_factory_reset_is_a_bootstrap()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Hear(Told.Boot(cause: "LocalFactoryReset"));
        Assert.That(bench.All<AgentAction.Open>().Single().Events, Is.EqualTo(new[] { ContactEvent.Bootstrap, ContactEvent.Boot }));
    }

    [Test]
    public void An_OnBoardRequest_is_acknowledged_without_any_answer_of_the_agent()
    {
        var bench = new Bench();

        bench.Hear(Told.OnBoard("o1"));

        Assert.That(bench.All<AgentAction.Open>().Single().Identity.Id, Is.EqualTo(Sn1));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "o1" }));
        Assert.That(bench.Session.Version, Is.EqualTo("1.2"));
    }

    [Test]
    public void What_an_agent_answers_about_itself_after_an_OnBoardRequest_is_reported()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Hear(Told.OnBoard("o1"));
        Assert.That(
            bench.All<AgentAction.Tell>().SelectMany(t => t.Reports).OfType<Report.ValuesChanged>().Single().Values,
            Does.Contain(new ParameterValue("Device.DeviceInfo.SoftwareVersion", "1.0")));
    }

    [Test]
    public void A_mute_agent_is_known_by_its_endpoint_id_within_ten_seconds()
    {
        var bench = new Bench();
        bench.Hear(Told.Boot());
        Assert.That(bench.All<AgentAction.Open>(), Is.Empty);

        bench.Wait(TimeSpan.FromSeconds(10));

        Assert.That(bench.All<AgentAction.Open>().Single().Identity.Id, Is.EqualTo(new DeviceId("00D09E", "", "SN1")));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "Event-2026-11-22T21:29:53Z-1" }));
    }

    [Test]
    public void Connect_record_and_boot_together_are_one_contact()
    {
        var gateway = new Gateway("os::00D09E-SN1");
        var bench = new Bench();
        bench.Give(new AgentInput.Connected(1));
        bench.Hear(Told.Boot());
        bench.Gateway = gateway;
        bench.Wait(TimeSpan.FromSeconds(4));

        Assert.That(bench.All<AgentAction.Open>().Single().Events, Is.EqualTo(new[] { ContactEvent.Connected, ContactEvent.Boot }));
    }

    [Test]
    public void An_agent_that_connects_and_says_nothing_is_spoken_to_after_a_while()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Give(new AgentInput.Attached(1));
        bench.Wait(TimeSpan.FromSeconds(9));
        Assert.That(bench.Sent, Is.Empty);

        bench.Wait(TimeSpan.FromSeconds(2));

        Assert.That(bench.All<AgentAction.Open>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Subscriptions_are_made_once_and_repaired_when_missing()
    {
        var gateway = new Gateway("os::00D09E-SN1");
        var bench = new Bench(gateway);
        bench.Hear(Told.Boot("b1"));
        var first = gateway.SubscriptionIds.Order().ToList();
        Assert.That(first, Is.SupersetOf(new[] { "acs-boot", "acs-commands", "acs-software", "acs-host-new", "acs-transfer" }));
        Assert.That(first, Does.Not.Contain("acs-firewall"), "it has no firewall");

        bench.Hear(Told.Boot("b2"));
        Assert.That(gateway.SubscriptionIds.Order(), Is.EqualTo(first));
        Assert.That(gateway.Requests.Count(r => r.Add is not null), Is.EqualTo(1));

        foreach (var key in gateway.Values.Where(v => v.Value == "acs-host-new").Select(v => v.Key[..^2]).ToList())
        {
            gateway.Values.Keys.Where(k => k.StartsWith(key, StringComparison.Ordinal)).ToList().ForEach(k => gateway.Values.Remove(k));
        }

        var changed = gateway.Values.First(v => v.Value == "acs-boot").Key[..^2] + "Enable";
        gateway.Put(changed, "false");
        bench.Hear(Told.Boot("b3"));
        Assert.That(gateway.SubscriptionIds.Order(), Is.EqualTo(first));
        Assert.That(gateway.Requests.Last(r => r.Add is not null).Add.CreateObjs, Has.Count.EqualTo(2));
    }

    [Test]
    public void What_the_ISP_declares_besides_is_kept_and_goes_when_it_is_declared_no_more()
    {
        var declared = WantedSubscription.Of(new UspSubscriptionOptions { Id = "wifi", NotifType = "ValueChange", ReferenceList = "Device.WiFi.SSID.*.SSID, Device.X" });
        var gateway = new Gateway("os::00D09E-SN1");
        new Bench(gateway, [declared]).Give(new AgentInput.Connected(1));
        var row = gateway.Values.Single(v => v.Value == "acs-isp-wifi").Key.Replace(".ID", ".", StringComparison.Ordinal);
        Assert.That((gateway.Values[row + "NotifType"], gateway.Values[row + "ReferenceList"]), Is.EqualTo(("ValueChange", "Device.WiFi.SSID.*.SSID,Device.X")));

        new Bench(gateway).Give(new AgentInput.Connected(1));
        Assert.That(gateway.SubscriptionIds, Does.Not.Contain("acs-isp-wifi").And.Contain("acs-boot"));
    }

    [Test]
    public void A_subscription_that_somebody_deletes_is_there_again_and_our_own_deletions_bring_no_second_look()
    {
        var gateway = new Gateway("os::00D09E-SN1");
        var bench = new Bench(gateway);
        bench.Give(new AgentInput.Connected(1));
        var row = gateway.Values.Single(v => v.Value == "acs-boot").Key.Replace("ID", "", StringComparison.Ordinal);
        gateway.Values.Keys.Where(k => k.StartsWith(row, StringComparison.Ordinal)).ToList().ForEach(k => gateway.Values.Remove(k));
        bench.Hear(Told.Deleted("d1", row));
        Assert.That(gateway.SubscriptionIds, Does.Contain("acs-boot"));
        Assert.That(bench.Acknowledged, Does.Contain("d1"));

        gateway.Put(gateway.Values.Single(v => v.Value == "acs-boot").Key.Replace("ID", "NotifType", StringComparison.Ordinal), "ValueChange");
        bench.Give(new AgentInput.Connected(2));
        var deleted = gateway.Requests.Last(r => r.Delete is not null).Delete.ObjPaths.Single();
        var looks = gateway.Requests.Count(r => r.GetSupportedDm is not null);
        bench.Hear(Told.Deleted("d2", deleted));
        Assert.That(gateway.Requests.Count(r => r.GetSupportedDm is not null), Is.EqualTo(looks));
    }

    [Test]
    public void Subscriptions_of_others_are_left_alone()
    {
        var gateway = new Gateway("os::00D09E-SN1");
        gateway.Put("Device.LocalAgent.Subscription.1.ID", "acs-boot");
        gateway.Put("Device.LocalAgent.Subscription.1.Enable", "false");
        gateway.Put("Device.LocalAgent.Subscription.1.Recipient", "Device.LocalAgent.Controller.7");
        gateway.Put("Device.LocalAgent.Subscription.2.ID", "acs-of-the-operator");

        new Bench(gateway).Hear(Told.Boot());

        Assert.That(gateway.Values, Does.ContainKey("Device.LocalAgent.Subscription.1.ID"));
        Assert.That(gateway.Values, Does.ContainKey("Device.LocalAgent.Subscription.2.ID"));
    }
}
