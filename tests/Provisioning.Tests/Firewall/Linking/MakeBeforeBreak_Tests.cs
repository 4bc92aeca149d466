using System.Net;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Mud;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>Between any two writes each packet of a host meets the old rules or the new ones, never a hole and never a stranger's.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MakeBeforeBreak_Tests
{
    private static readonly byte[] Before = FileBuilder.File(
        [
            ("""{"ipv4":{"ietf-acldns:dst-dnsname":"a.example"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""", "accept"),
            ("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"udp":{"destination-port":{"operator":"eq","port":9}}}""", "accept"),
        ],
        [("""{"ietf-mud:mud":{"local-networks":[null]},"tcp":{"destination-port":{"operator":"eq","port":80}}}""", "accept")]);

    private static readonly byte[] After = FileBuilder.File(
        [
            ("""{"ipv4":{"destination-ipv4-network":"203.0.113.7/32"}}""", "drop"),
            ("""{"ipv4":{"ietf-acldns:dst-dnsname":"b.example"},"tcp":{"destination-port":{"operator":"eq","port":8883}}}""", "accept"),
            ("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"udp":{"destination-port":{"operator":"eq","port":9}}}""", "accept"),
        ],
        []);

    [Test]
    public void First_rules_and_changed_rules([Values(FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat)] FirewallDialect dialect, [Values] bool levelInForce)
    {
        var gateway = Gateway(dialect, levelInForce);
        Move(gateway, dialect, FirewallCompiler.Compile(Input(Before, dialect)));
        Move(gateway, dialect, FirewallCompiler.Compile(Input(After, dialect)));
        Move(gateway, dialect, FirewallCompiler.Merge([]));
        Assert.That(gateway.Values.Where(v => v.Value.StartsWith("mud", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Applying_the_same_layer_again_changes_nothing([Values(FirewallDialect.Tr181V18, FirewallDialect.Flat)] FirewallDialect dialect)
    {
        var gateway = Gateway(dialect, levelInForce: true);
        Move(gateway, dialect, FirewallCompiler.Compile(Input(Before, dialect)));
        var values = gateway.Values.ToDictionary();
        Move(gateway, dialect, FirewallCompiler.Compile(Input(Before, dialect)));
        Assert.That(gateway.Values, Is.EquivalentTo(values));
    }

    [Test]
    public void A_name_that_moves_changes_one_value()
    {
        var input = Input(Before, FirewallDialect.Tr181V18);
        var moved = input with { Names = new Dictionary<string, IReadOnlyList<IPAddress>>(input.Names, StringComparer.Ordinal) { ["a.example"] = [IPAddress.Parse("198.51.100.9")] } };
        var capabilities = Models.Of(FirewallDialect.Tr181V18);
        var (one, other) = (Flatten(input), Flatten(moved));
        Assert.That(other.Keys, Is.EquivalentTo(one.Keys));
        Assert.That(other.Where(v => one[v.Key] != v.Value).Select(v => v.Value), Is.EqualTo(new[] { "198.51.100.9" }));

        Dictionary<string, string> Flatten(CompileInput i) => FirewallLinker.Link(FirewallCompiler.Compile(i), capabilities, ReportedParameters.Empty).Objects
            .SelectMany(o => o.Values.Concat(o.Switch).Select(v => ($"{o.Key} {v.Key}", v.Value.Value)).Append((o.Key, o.Table))).ToDictionary(StringComparer.Ordinal);
    }

    [Test]
    public void Household_rules_are_not_touched_and_come_after()
    {
        var gateway = Gateway(FirewallDialect.Tr181V16, levelInForce: true);
        gateway["Device.Firewall.Chain.1.Rule.1.Description"] = "the household's own";
        gateway["Device.Firewall.Chain.1.Rule.1.Target"] = "Accept";
        gateway["Device.Firewall.Chain.1.Rule.1.Enable"] = "true";
        gateway["Device.Firewall.Chain.1.Rule.1.Order"] = "1";
        gateway["Device.Firewall.Chain.1.Rule.1.SourceAllInterfaces"] = "true";
        gateway["Device.Firewall.Chain.1.Rule.1.DestAllInterfaces"] = "true";
        Move(gateway, FirewallDialect.Tr181V16, FirewallCompiler.Compile(Input(Before, FirewallDialect.Tr181V16)), householdAccepts: true);
        Assert.That(gateway.Values["Device.Firewall.Chain.1.Rule.1.Order"], Is.EqualTo("3"));
        Assert.That(new FirewallEvaluator(gateway.Values).Decide(Probes().First(p => p.Protocol == 47)).Accepted, Is.False);
        Move(gateway, FirewallDialect.Tr181V16, FirewallCompiler.Merge([]), householdAccepts: true);
        Assert.That(gateway.Values["Device.Firewall.Chain.1.Rule.1.Description"], Is.EqualTo("the household's own"));
    }

    private static void Move(BenchGateway gateway, FirewallDialect dialect, FirewallPolicy policy, bool householdAccepts = false)
    {
        var probes = Probes().ToList();
        var strangers = probes.Select(p => p.FromLan
            ? p with { SourceMac = "02:00:00:00:00:77", Source = IPAddress.Parse("192.168.1.77") }
            : p with { Destination = IPAddress.Parse("192.168.1.77") }).ToList();
        bool? undecided = householdAccepts ? true : null;
        var layer = FirewallLinker.Link(policy, Models.Of(dialect), gateway.Reported);
        var before = Verdicts(gateway, probes);
        var steps = new List<(string Step, bool?[] Verdicts)>();
        foreach (var step in gateway.Apply(layer))
        {
            steps.Add((step, Verdicts(gateway, probes)));
            Assert.That(Verdicts(gateway, strangers), Is.All.EqualTo(undecided), $"other hosts after '{step}'");
        }

        var after = policy.Chains.Count == 0
            ? probes.Select(_ => undecided).ToArray()
            : probes.Select(p => new FirewallEvaluator(Tr181Printer.Print(policy)).Decide(p).Accepted).ToArray();
        Assert.That(Verdicts(gateway, probes), Is.EqualTo(after), "in the end");
        foreach (var (step, verdicts) in steps)
        {
            var wrong = verdicts.Where((v, i) => v != before[i] && v != after[i]).Count();
            Assert.That(wrong, Is.Zero, $"neither old nor new after '{step}'");
        }
    }

    private static bool?[] Verdicts(BenchGateway gateway, List<Packet> packets)
    {
        var evaluator = new FirewallEvaluator(gateway.Values);
        return [.. packets.Select(p => evaluator.Decide(p).Accepted)];
    }

    private static IEnumerable<Packet> Probes()
    {
        var peers = World.Of(Text).Mentioned.Concat(new[] { "203.0.113.7", "203.0.113.8", "192.168.1.1", "198.51.100.1" }.Select(IPAddress.Parse)).Where(a => a.GetAddressBytes().Length == 4);
        return from peer in peers
               from protocol in (int[])[6, 17, 47]
               from port in (int[])(protocol == 47 ? [-1] : [9, 80, 443, 8883])
               from fromDevice in (bool[])[true, false]
               select fromDevice
                   ? new Packet(World.HostMac, World.Host4, peer, protocol, protocol == 47 ? -1 : 5000, port)
                   : new Packet("02:ff:00:00:00:01", peer, World.Host4, protocol, protocol == 47 ? -1 : 5000, port, FromLan: false);
    }

    private static string Text => System.Text.Encoding.UTF8.GetString(Before) + System.Text.Encoding.UTF8.GetString(After);

    private static CompileInput Input(byte[] content, FirewallDialect dialect) =>
        Comparison.Input(MudParser.Parse(content).File!, World.Of(Text), dialect) with { HostAddresses = [World.Host4] };

    private static BenchGateway Gateway(FirewallDialect dialect, bool levelInForce)
    {
        var gateway = new BenchGateway(Models.Of(dialect), ordered: dialect != FirewallDialect.Flat) { ["Device.Firewall.Config"] = "Low" };
        if (levelInForce || dialect == FirewallDialect.Flat)
        {
            gateway["Device.Firewall.Config"] = "Advanced";
            gateway["Device.Firewall.AdvancedLevel"] = "Device.Firewall.Level.1";
            gateway["Device.Firewall.Level.1.Chain"] = "Device.Firewall.Chain.1";
            gateway["Device.Firewall.Chain.1.Name"] = "household";
            gateway["Device.Firewall.Chain.1.Enable"] = "true";
        }

        return gateway;
    }
}
