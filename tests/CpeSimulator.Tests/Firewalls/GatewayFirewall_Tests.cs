using System.Net;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;

namespace CpeSimulator.Tests.Firewalls;

[TestFixture]
internal sealed class GatewayFirewall_Tests
{
    private const string Mac = "02:00:00:00:00:01";

    private static readonly Packet s_web = Tcp("192.168.1.20", "203.0.113.7", 443);

    private static Packet Tcp(string from, string to, int port) =>
        new(6, IPAddress.Parse(from), IPAddress.Parse(to), 40000, port) { SourceMac = Mac };

    private static (DataModel Model, GatewayFirewall Firewall) Empty(GatewayProfile profile)
    {
        var model = new DataModel(Schema.Of(profile, ManagementProtocol.Cwmp));
        model.AddOwn("Device.IP.Interface.");
        model.AddOwn("Device.IP.Interface.");
        return (model, new GatewayFirewall(model, TimeProvider.System));
    }

    private static string Chain(DataModel model)
    {
        var chain = model.Add("Device.Firewall.Chain.").Path;
        model.Set(chain + "Enable", "true");
        return chain;
    }

    private static string Rule(DataModel model, string chain, string target, params (string Name, string Value)[] values)
    {
        var rule = model.Add(chain + "Rule.").Path;
        foreach (var (name, value) in new[] { ("Target", target), ("SourceAllInterfaces", "true"), ("DestAllInterfaces", "true"), ("Enable", "true") }.Concat(values))
        {
            model.Set(rule + name, value);
        }

        return rule;
    }

    [Test]
    public void The_first_matching_rule_by_order_decides()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        var chain = Chain(model);
        Rule(model, chain, "Drop");
        var accept = Rule(model, chain, "Accept", ("DestIP", "203.0.113.7"));
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
        model.Set(accept + "Order", "1");
        Assert.That(firewall.Decide(s_web), Has.Property("Passes").True.And.Property("Rules").EqualTo(new[] { accept }));
    }

    [Test]
    public void A_target_chain_without_match_comes_back_to_the_caller()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        var entry = Chain(model);
        var device = Chain(model);
        var call = Rule(model, entry, "TargetChain", ("TargetChain", device.TrimEnd('.')));
        Rule(model, entry, "Accept", ("DestIP", "203.0.113.0"), ("DestMask", "203.0.113.0/24"));
        Rule(model, entry, "Drop");
        var drop = Rule(model, device, "Drop", ("Protocol", "6"), ("DestPort", "23"));
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        Assert.That(firewall.Decide(s_web with { DestinationPort = 23 }).Rules, Is.EqualTo(new[] { call, drop }));
    }

    [Test]
    public void Return_leaves_the_chain()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        var entry = Chain(model);
        var device = Chain(model);
        Rule(model, entry, "TargetChain", ("TargetChain", device.TrimEnd('.')));
        Rule(model, entry, "Drop");
        Rule(model, device, "Return", ("DestIP", "203.0.113.7"));
        Rule(model, device, "Accept");
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
        Assert.That(firewall.Decide(Tcp("192.168.1.20", "203.0.113.8", 443)).Passes, Is.True);
    }

    [Test]
    public void The_default_policy_of_the_level_decides_what_no_rule_does()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        model.Add("Device.Firewall.Level.");
        model.Set("Device.Firewall.AdvancedLevel", "Device.Firewall.Level.1");
        model.Set("Device.Firewall.Config", "Advanced");
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
        model.Set("Device.Firewall.Level.1.DefaultPolicy", "Accept");
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
    }

    [Test]
    public void A_port_without_TCP_or_UDP_is_misconfigured_and_matches_nothing()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        var rule = Rule(model, Chain(model), "Drop", ("DestPort", "443"));
        Assert.That(model.Get(rule + "Status"), Is.EqualTo("Error_Misconfigured"));
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        model.Set(rule + "Protocol", "6");
        Assert.That(model.Get(rule + "Status"), Is.EqualTo("Enabled"));
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
    }

    [Test]
    public void A_rule_without_interface_is_misconfigured_unless_it_means_all()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        var rule = Rule(model, Chain(model), "Drop", ("SourceAllInterfaces", "false"));
        Assert.That(model.Get(rule + "Status"), Is.EqualTo("Error_Misconfigured"));
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        model.Set(rule + "SourceInterface", "Device.IP.Interface.1");
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
    }

    [Test]
    public void Exclude_turns_a_criterion_round()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        Rule(model, Chain(model), "Drop", ("DestIP", "203.0.113.7"), ("DestIPExclude", "true"));
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        Assert.That(firewall.Decide(Tcp("192.168.1.20", "203.0.113.8", 443)).Passes, Is.False);
    }

    [Test]
    public void A_source_MAC_binds_the_rule_to_the_host()
    {
        var (model, firewall) = Empty(GatewayProfile.P3);
        Rule(model, Chain(model), "Drop", ("SourceMAC", Mac.ToUpperInvariant()));
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
        Assert.That(firewall.Decide(s_web with { SourceMac = "02:00:00:00:00:02" }).Passes, Is.True);
    }

    [Test]
    public void Answers_pass_as_ESTABLISHED_and_strangers_do_not()
    {
        var (model, firewall) = Empty(GatewayProfile.P3);
        var chain = Chain(model);
        Rule(model, chain, "Accept", ("ConnectionState", "ESTABLISHED,RELATED"));
        Rule(model, chain, "Accept", ("SourceInterface", "Device.IP.Interface.1"), ("SourceAllInterfaces", "false"));
        Rule(model, chain, "Drop");
        Assert.That(firewall.Decide(s_web.Reply()).Passes, Is.False);
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        Assert.That(firewall.Decide(s_web.Reply()).Passes, Is.True);
        firewall.Forget();
        Assert.That(firewall.Decide(s_web.Reply()).Passes, Is.False);
    }

    [Test]
    public void Policies_have_a_chain_for_each_direction()
    {
        var (model, firewall) = Empty(GatewayProfile.P3);
        var outward = Chain(model);
        var inward = Chain(model);
        Rule(model, outward, "Accept");
        Rule(model, inward, "Drop");
        model.Add("Device.Firewall.Policy.");
        foreach (var (name, value) in new[]
        {
            ("SourceInterface", "Device.IP.Interface.1"), ("DestinationInterface", "Device.IP.Interface.2"),
            ("Chain", outward.TrimEnd('.')), ("TargetChain", "Chain"), ("ReverseChain", inward.TrimEnd('.')), ("ReverseTargetChain", "Chain"), ("Enable", "true"),
        })
        {
            model.Set("Device.Firewall.Policy.1." + name, value);
        }

        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        Assert.That(firewall.Decide(s_web.Reply()).Passes, Is.False);
    }

    [Test]
    public void A_set_is_one_entry_for_many_addresses()
    {
        var (model, firewall) = Empty(GatewayProfile.P4);
        model.Add("Device.Firewall.Set.");
        model.Set("Device.Firewall.Set.1.Enable", "true");
        model.Add("Device.Firewall.Set.1.Rule.");
        model.Set("Device.Firewall.Set.1.Rule.1.IPAddressList", "203.0.113.7,203.0.113.8");
        var chain = Chain(model);
        var rule = Rule(model, chain, "Accept", ("DestMatchSet", "Device.Firewall.Set.1"));
        Rule(model, chain, "Drop");
        Assert.That(firewall.Decide(s_web).Passes, Is.True);
        Assert.That(firewall.Decide(Tcp("192.168.1.20", "203.0.113.9", 443)).Passes, Is.False);
        model.Set("Device.Firewall.Set.1.Enable", "false");
        Assert.That(model.Get(rule + "Status"), Is.EqualTo("Error_Misconfigured"));
    }

    [Test]
    public void A_denied_host_gets_nothing_through()
    {
        var (model, firewall) = Empty(GatewayProfile.P4);
        model.Add("Device.Hosts.AccessControl.");
        model.Set("Device.Hosts.AccessControl.1.PhysAddress", Mac);
        model.Set("Device.Hosts.AccessControl.1.AccessPolicy", "Deny");
        model.Set("Device.Hosts.AccessControl.1.Enable", "true");
        Assert.That(firewall.Decide(s_web).Passes, Is.False);
    }

    [Test]
    public void Traffic_within_the_LAN_is_switched()
    {
        var (model, firewall) = Empty(GatewayProfile.P2);
        Rule(model, Chain(model), "Drop");
        var local = Tcp("192.168.1.20", "192.168.1.21", 80);
        Assert.That(firewall.Decide(local).Why, Is.EqualTo("bridged"));
        firewall.BridgesLan = false;
        Assert.That(firewall.Decide(local).Passes, Is.False);
    }
}
