using System.Net;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;

namespace Provisioning.Tests.Firewall.Composition;

/// <summary>
/// The algebra of the layers, over random ones, packet by packet of a world that is small enough to be whole: eight addresses, two
/// protocols, four ports, both directions. What is expected is worked out here, entry by entry.
/// </summary>
public sealed class Layers_Tests
{
    private const int Worlds = 150;
    private static readonly IPAddress Own = IPAddress.Parse("192.168.1.50");
    private static readonly FirstPacket[] All =
    [
        .. from outward in (bool[])[true, false]
           from protocol in (int[])[6, 17]
           from peer in Enumerable.Range(0, 8)
           from port in Enumerable.Range(1, 4)
           select new FirstPacket(outward, protocol, Own, outward ? 5000 : port, IPAddress.Parse($"198.51.100.{peer}"), outward ? port : 5000),
    ];

    [Test]
    public void Every_packet_is_decided_as_the_order_of_the_layers_says([Range(1, Worlds)] int seed)
    {
        var world = World.Of(seed);
        var policy = ComposedPolicy.Of(world.Input(FirewallDialect.Tr181V18));
        foreach (var packet in All)
        {
            var decision = policy.Decide(packet);
            Assert.That(decision.Accepted, Is.EqualTo(world.Lets(packet)), $"{packet} by {string.Join(", ", decision.Because)}");
        }
    }

    [TestCase(FirewallDialect.Tr181V18)]
    [TestCase(FirewallDialect.Tr181V16)]
    [TestCase(FirewallDialect.Tr181V2)]
    [TestCase(FirewallDialect.Flat)]
    public void The_rules_of_every_dialect_say_what_the_layers_say(FirewallDialect dialect)
    {
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var world = World.Of(seed);
            var policy = FirewallCompiler.Compile(world.Input(dialect));
            var rules = new FirewallEvaluator(Tr181Printer.Print(policy));
            foreach (var packet in (IEnumerable<FirstPacket>)[.. All, .. Back])
            {
                var lets = dialect is FirewallDialect.Tr181V2 or FirewallDialect.Flat ? world.LetsWithAnswers(packet) : world.Lets(packet);
                Assert.That(rules.Decide(AtGateway(packet)).Accepted, Is.EqualTo(lets), $"world {seed}: {packet}");
            }
        }
    }

    [Test]
    public void Answers_to_what_is_let_through_are_named_where_rules_know_no_connections()
    {
        PolicyEntry Entry(PolicyLayer layer, bool accept, string peer) => new(Guid.NewGuid(), layer, accept, true, PolicyPeer.Parse(peer)!, 17, new PortRange(123, 123));
        var (allowed, vain) = (Entry(PolicyLayer.Subscriber, true, "198.51.100.4"), Entry(PolicyLayer.Subscriber, true, "198.51.100.9"));
        var world = World.Of(1).Input(FirewallDialect.Tr181V2);
        var input = world with { File = world.File with { FromDevice = [], ToDevice = [] }, Community = null, Entries = [allowed, vain, Entry(PolicyLayer.Isp, false, "198.51.100.8/30")] };
        var policy = FirewallCompiler.Compile(input);
        Assert.That(
            policy.Approximations.Where(a => a.Ace == allowed.Id.ToString() || a.Ace == vain.Id.ToString()),
            Is.EqualTo(new[] { new Approximation(allowed.Id.ToString(), "under", "stateless-replies") }),
            "what the ISP forbids has no answers");
        var rules = new FirewallEvaluator(Tr181Printer.Print(policy));
        Packet Answer(string peer, int port) => new(null, IPAddress.Parse(peer), Own, 17, 123, port, FromLan: false);
        Assert.That(
            new[] { Answer("198.51.100.4", 123), Answer("198.51.100.4", 40000), Answer("198.51.100.4", 23), Answer("198.51.100.9", 40000) }.Select(p => rules.Decide(p).Accepted),
            Is.EqualTo(new bool?[] { true, true, false, false }));
        Assert.That(FirewallCompiler.Compile(input with { Dialect = FirewallDialect.Tr181V16 }).Approximations, Is.Empty, "connections are known there");
    }

    [TestCase(FirewallDialect.Tr181V18)]
    [TestCase(FirewallDialect.Tr181V2)]
    public void A_host_that_is_held_to_no_file_loses_what_is_forbidden_and_nothing_is_let_past_the_gateways_own_rules(FirewallDialect dialect)
    {
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var world = World.Of(seed);
            var policy = FirewallCompiler.Compile(world.Input(dialect) with { BlocksOnly = true });
            var rules = new FirewallEvaluator(Tr181Printer.Print(policy));
            foreach (var packet in All)
            {
                Assert.That(rules.Decide(AtGateway(packet)).Accepted, Is.EqualTo(world.Chosen(packet) is false ? false : (bool?)null), $"world {seed}: {packet}");
            }
        }
    }

    [Test]
    public void A_profile_of_the_community_only_ever_narrows([Range(1, Worlds)] int seed)
    {
        var world = World.Of(seed);
        var without = ComposedPolicy.Of(world.Input(FirewallDialect.Tr181V18) with { Community = null });
        var with = ComposedPolicy.Of(world.Input(FirewallDialect.Tr181V18));
        Assert.That(All.Where(p => with.Decide(p).Accepted && !without.Decide(p).Accepted), Is.Empty);
    }

    [Test]
    public void Whatever_a_subscriber_says_the_ISP_has_the_last_word([Range(1, Worlds)] int seed, [Values] bool everything)
    {
        var world = World.Of(seed);
        var input = world.Input(FirewallDialect.Tr181V18);
        var ispOnly = input with { Entries = [.. input.Entries.Where(e => e.Layer == PolicyLayer.Isp)] };
        PolicyEntry[] demands = [.. from outward in (bool[])[true, false] select new PolicyEntry(Guid.NewGuid(), PolicyLayer.Subscriber, everything, outward, new PolicyPeer.Any(), -1, PolicyEntry.AllPorts)];
        var demanding = ComposedPolicy.Of(ispOnly with { Entries = [.. ispOnly.Entries, .. demands] });
        foreach (var packet in All)
        {
            Assert.That(demanding.Decide(packet).Accepted, Is.EqualTo(world.Of(packet, PolicyLayer.Isp) ?? everything));
        }
    }

    [Test]
    public void The_order_in_which_things_were_said_does_not_matter([Range(1, 40)] int seed)
    {
        var input = World.Of(seed).Input(FirewallDialect.Tr181V18);
        var shuffled = input with { Entries = [.. input.Entries.OrderBy(_ => Guid.NewGuid())] };
        var (one, other) = (ComposedPolicy.Of(input), ComposedPolicy.Of(shuffled));
        Assert.That(All.Where(p => one.Decide(p).Accepted != other.Decide(p).Accepted), Is.Empty);
        Assert.That(Tr181Printer.Print(FirewallCompiler.Compile(shuffled)), Is.EqualTo(Tr181Printer.Print(FirewallCompiler.Compile(input))), "and the rules are the same, so nothing is pushed");
    }

    [Test]
    public void A_rule_says_who_wanted_it()
    {
        var block = new PolicyEntry(Guid.NewGuid(), PolicyLayer.Subscriber, false, true, PolicyPeer.Parse("198.51.100.7")!, 6, new PortRange(1, 4));
        var input = World.Of(1).Input(FirewallDialect.Tr181V18) with { Entries = [block] };
        var rules = FirewallCompiler.Compile(input).Chains.SelectMany(c => c.Rules).Where(r => r.Because.Any(b => b.Layer == "subscriber")).ToList();
        Assert.That(rules.Select(r => (r.Target, r.DestIP, r.Because[0].Ace)), Is.EqualTo(new[] { ("Drop", "198.51.100.7", block.Id.ToString()) }));
    }

    /// <summary>As answers come: from the service's port, to a client's or to the same one.</summary>
    private static FirstPacket[] Back { get; } =
    [
        .. from outward in (bool[])[true, false]
           from protocol in (int[])[6, 17]
           from peer in Enumerable.Range(0, 8)
           from port in Enumerable.Range(1, 4)
           from client in (int[])[port, 1023, 1024, 5000]
           select outward
               ? new FirstPacket(true, protocol, Own, port, IPAddress.Parse($"198.51.100.{peer}"), client)
               : new FirstPacket(false, protocol, Own, client, IPAddress.Parse($"198.51.100.{peer}"), port),
    ];

    private static Packet AtGateway(FirstPacket packet) => packet.FromDevice
        ? new Packet(World.Mac, packet.Own, packet.Peer, packet.Protocol, packet.OwnPort, packet.PeerPort)
        : new Packet(null, packet.Peer, packet.Own, packet.Protocol, packet.PeerPort, packet.OwnPort, FromLan: false);
}
