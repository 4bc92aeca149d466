using System.Net;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Firewall.Compilation;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>From a gateway's rows in the database to its firewall layer.</summary>
public sealed class GatewayFirewall_Tests
{
    private const string Url = "https://maker.example/thing.json";

    private static readonly byte[] Content = FileBuilder.File(
        [("""{"ietf-mud:mud":{"local-networks":[null]},"tcp":{"destination-port":{"operator":"eq","port":80}}}""", "accept")], []);

    [Test]
    public void A_host_that_enforces_a_good_file_has_rules()
    {
        var result = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, Host(), File(Content)));
        Assert.That(result.Hosts.Single().State, Is.EqualTo(MudHostState.Compiled));
        Assert.That(result.Layer!.Objects.SelectMany(o => o.Values.Values).Select(v => v.Value), Does.Contain("192.168.7.0"), "the LAN as DHCP has it");
        Assert.That(result.Unfinished, Is.False);
    }

    [Test]
    public void A_host_waits_for_a_name_that_nobody_asked_for_and_keeps_its_rules_meanwhile()
    {
        var before = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, Host(), File(Content))).Layer!;
        var newer = File(FileBuilder.File([("""{"ipv4":{"ietf-acldns:dst-dnsname":"New.example"}}""", "accept")], []));
        var facts = Facts(FirewallDialect.Tr181V18, Host(), newer) with { Previous = before };
        var waiting = GatewayFirewall.Of(facts);
        Assert.That(waiting.Hosts.Single().State, Is.EqualTo(MudHostState.Waiting));
        Assert.That(waiting.Unfinished, Is.True);
        Assert.That(waiting.Layer!.Objects.Select(o => o.Key), Is.EquivalentTo(before.Objects.Select(o => o.Key)));

        // Asked for, and without an address: that is an answer.
        var asked = GatewayFirewall.Of(facts with { Names = new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal) { ["new.example"] = [] } });
        Assert.That(asked.Hosts.Single().State, Is.EqualTo(MudHostState.Compiled));
        Assert.That(asked.Unfinished, Is.False);
    }

    [Test]
    public void A_file_that_another_signs_than_the_hosts_certificate_names_is_not_used_for_it()
    {
        var (host, file) = (Host(), File(Content));
        (host.MudUrlSource, host.MudSigner, file.Signer) = ("certificate", "CN=Maker", "CN=Maker");
        var good = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, host, file));
        Assert.That(good.Hosts.Single().State, Is.EqualTo(MudHostState.Compiled));

        // RFC 8520 §11
        file.Signer = "CN=Somebody else";
        var other = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, host, file) with { Previous = good.Layer });
        Assert.That((other.Hosts.Single().State, other.Hosts.Single().Reason), Is.EqualTo((MudHostState.Failed,
            "Its certificate says that CN=Maker signs its MUD file, and CN=Somebody else does. The file is not used for it; its rules stay as they were.")));
        Assert.That(other.Layer!.Objects.Select(o => o.Key), Is.EquivalentTo(good.Layer!.Objects.Select(o => o.Key)));
        host.MudUrlSource = "assigned";
        Assert.That(GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, host, file)).Hosts.Single().State, Is.EqualTo(MudHostState.Compiled), "a person says so");
    }

    [Test]
    public void The_gateway_itself_answers_dns()
    {
        var layer = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V16, Host(), File(Content))).Layer!;
        var dns = layer.Objects.Where(o => o.Values.TryGetValue("DestPort", out var port) && port.Value == "53").ToList();
        Assert.That(dns.Select(o => o.Values["DestIP"].Value), Is.All.EqualTo("192.168.7.1").And.Not.Empty);
    }

    [Test]
    public void Nothing_is_declared_for_a_gateway_without_such_hosts() =>
        Assert.That(GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, Host(MudMode.Observe), File(Content))).Layer, Is.Null);

    [Test]
    public void A_gateway_without_rules_says_so_on_every_host()
    {
        var facts = Facts(FirewallDialect.None, Host(), File(Content)) with { Reported = ReportedParameters.Empty };
        var outcome = GatewayFirewall.Of(facts).Hosts.Single();
        Assert.That(outcome.State, Is.EqualTo(MudHostState.Failed));
        Assert.That(outcome.Reason, Does.Contain("P0"));
    }

    [Test]
    public void Where_packets_enter_is_read_before_anything_is_linked()
    {
        var facts = Facts(FirewallDialect.Tr181V18, Host(), File(Content)) with { Reported = ReportedParameters.Empty };
        var result = GatewayFirewall.Of(facts);
        Assert.That(result.Unfinished, Is.True);
        Assert.That(result.Layer!.Objects, Is.Empty);
        var step = Reconciler.Next(
            DesiredComposer.Compose([result.Layer], null), ReportedParameters.Empty, facts.Capabilities, ReconcileProgress.Start(""), Protocols.Cwmp, DateTimeOffset.UnixEpoch);
        Assert.That(step, Is.InstanceOf<ReconcileStep.Do>());
        Assert.That(((Conversations.Operation.ReadValues)((ReconcileStep.Do)step).Operation).Paths, Is.EqualTo(new[] { "Device.Firewall." }));
    }

    [TestCase(FirewallDialect.Tr181V18)]
    [TestCase(FirewallDialect.Flat)]
    public void A_host_whose_new_file_is_bad_keeps_its_rules(FirewallDialect dialect)
    {
        var before = GatewayFirewall.Of(Facts(dialect, Host(), File(Content))).Layer!;
        var bad = new MudFileRow { Url = "https://maker.example/newer.json", State = MudFileState.Bad, Failure = "404" };
        var host = Host();
        host.MudUrl = bad.Url;
        var result = GatewayFirewall.Of(Facts(dialect, host, bad) with { Previous = before });
        Assert.That(result.Hosts.Single().State, Is.EqualTo(MudHostState.Failed));
        Assert.That(result.Hosts.Single().Reason, Does.Contain("404"));
        Assert.That(result.Layer!.Objects.Select(o => o.Key), Is.EquivalentTo(before.Objects.Select(o => o.Key)));
    }

    [TestCase(FirewallDialect.Tr181V18)]
    [TestCase(FirewallDialect.Flat)]
    public void A_host_whose_file_makes_too_many_rules_keeps_those_it_had(FirewallDialect dialect)
    {
        var facts = Facts(dialect, Host(), File(Content));
        var before = GatewayFirewall.Of(facts);
        var rules = Tr181Printer.CountRules(before.Hosts.Single().Policy!);
        Assert.That(GatewayFirewall.Of(facts with { MaxRules = rules }).Hosts.Single().State, Is.EqualTo(MudHostState.Compiled));
        var result = GatewayFirewall.Of(facts with { MaxRules = rules - 1, Previous = before.Layer });
        Assert.That(result.Hosts.Single().State, Is.EqualTo(MudHostState.Failed));
        Assert.That(result.Hosts.Single().Reason, Does.Contain($"makes {rules} firewall rules").And.Contain($"MaxRulesPerHost allows {rules - 1}"));
        Assert.That(result.Layer!.Objects.Select(o => o.Key), Is.EquivalentTo(before.Layer!.Objects.Select(o => o.Key)));
    }

    [TestCase(FirewallDialect.Tr181V18)]
    [TestCase(FirewallDialect.Flat)]
    public void With_the_proof_on_rules_that_say_something_else_never_count(FirewallDialect dialect)
    {
        var facts = Facts(dialect, Host(), File(Content)) with { Proof = ProofLimits.Default };
        var before = GatewayFirewall.Of(facts);
        Assert.That(before.Hosts.Single().State, Is.EqualTo(MudHostState.Compiled));
        Assert.That(before.Hosts.Single().Reason, Does.StartWith("Proved"));

        // A compiler with a mistake in it: whatever the file says, the first Drop became an Accept.
        var result = GatewayFirewall.Of(facts with { Compiler = Mistaken, Previous = before.Layer });
        Assert.That(result.Hosts.Single().State, Is.EqualTo(MudHostState.Failed));
        Assert.That(result.Hosts.Single().Reason, Does.Contain("from the host: ").And.Contain("the rules let it through, the policy forbids it").And.Contain("stay as they were"));
        Assert.That(result.Layer!.Objects.Select(o => o.Key), Is.EquivalentTo(before.Layer!.Objects.Select(o => o.Key)));

        var unwatched = GatewayFirewall.Of(facts with { Compiler = Mistaken, Proof = null });
        Assert.That(unwatched.Hosts.Single().State, Is.EqualTo(MudHostState.Compiled), "it is the proof that stops it");
    }

    [Test]
    public void With_the_proof_on_a_bound_that_is_hit_is_said_and_stops_nothing()
    {
        var outcome = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V18, Host(), File(Content)) with { Proof = new ProofLimits(5, TimeSpan.FromMinutes(1)) }).Hosts.Single();
        Assert.That(outcome.State, Is.EqualTo(MudHostState.Compiled));
        Assert.That(outcome.Reason, Does.StartWith("Not proved: "));
    }

    [Test]
    public void Wanted_and_reported_rules_say_why()
    {
        var layer = GatewayFirewall.Of(Facts(FirewallDialect.Tr181V16, Host(), File(Content))).Layer!;
        var view = FirewallDesiredRules.Of(layer, Reported().With([new("Device.Firewall.Chain.1.Rule.1.Target", "Accept")], DateTimeOffset.UnixEpoch));
        Assert.That(view.Wanted.SelectMany(r => r.Because), Does.Contain(new Because("manufacturer", Url, "from/ace0")));
        Assert.That(view.Reported.Single().Because.Single().Layer, Is.EqualTo("gateway"));
    }

    private static FirewallPolicy Mistaken(CompileInput input)
    {
        var turned = false;
        var policy = FirewallCompiler.Compile(input);
        return policy with { Chains = [.. policy.Chains.Select(c => c with { Rules = [.. c.Rules.Select(Turn)] })] };

        FirewallRule Turn(FirewallRule rule)
        {
            var mine = !turned && rule.Target == "Drop";
            turned |= mine;
            return mine ? rule with { Target = "Accept" } : rule;
        }
    }

    private static HostRow Host(MudMode mode = MudMode.Enforce) => new()
    {
        DeviceId = 1, Mac = "02:00:00:00:00:20", Addresses = "192.168.7.20", MudUrl = Url, Mode = mode,
    };

    private static MudFileRow File(byte[] content) => new() { Url = Url, Content = content, State = MudFileState.Good };

    private static GatewayFacts Facts(FirewallDialect dialect, HostRow host, MudFileRow file) => new(
        Reported(), Models.Of(dialect), [host], new Dictionary<string, MudFileRow>(StringComparer.Ordinal) { [file.Url] = file },
        new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal), null, Strict: false, MaxRules: 2000);

    private static ReportedParameters Reported() => ReportedParameters.Empty.With(
        [
            new("Device.Firewall.Config", "Low"),
            new("Device.Firewall.Chain.1.Enable", "true"),
            new("Device.DHCPv4.Server.Pool.1.IPRouters", "192.168.7.1"),
            new("Device.DHCPv4.Server.Pool.1.DNSServers", "192.168.7.1"),
            new("Device.DHCPv4.Server.Pool.1.SubnetMask", "255.255.255.0"),
        ],
        DateTimeOffset.UnixEpoch);
}
