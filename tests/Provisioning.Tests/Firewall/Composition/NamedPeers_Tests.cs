using System.Net;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Firewall.Proof;
using Provisioning.Mud.Composition;

namespace Provisioning.Tests.Firewall.Composition;

/// <summary>Entries of ISP and subscriber that speak of a DNS name: compiled, proved, and honest where the name leads nowhere.</summary>
public sealed class NamedPeers_Tests
{
    private static readonly FirewallDialect[] Dialects = [FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat];

    [Test]
    public void A_name_is_the_addresses_that_it_has_in_rules_and_in_their_proof([ValueSource(nameof(Dialects))] FirewallDialect dialect, [Values] bool blocksOnly)
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var world = World.Of(seed);
            var input = world.Input(dialect) with
            {
                BlocksOnly = blocksOnly, Community = null, Names = new Dictionary<string, IReadOnlyList<IPAddress>> { ["cloud.example"] = [IPAddress.Parse("198.51.100.2"), IPAddress.Parse("198.51.100.5")] },
            };
            var named = input with { Entries = [.. input.Entries, Entry(PolicyLayer.Isp, false, "cloud.example"), Entry(PolicyLayer.Subscriber, true, "CLOUD.example.")] };
            var meant = input with { Entries = [.. input.Entries, .. ((string[])["198.51.100.2", "198.51.100.5"]).SelectMany(a => (PolicyEntry[])[Entry(PolicyLayer.Isp, false, a), Entry(PolicyLayer.Subscriber, true, a)])] };
            var policy = FirewallCompiler.Compile(named);
            var (rules, same) = (new FirewallEvaluator(Tr181Printer.Print(policy)), new FirewallEvaluator(Tr181Printer.Print(FirewallCompiler.Compile(meant))));
            foreach (var peer in Enumerable.Range(0, 8).Select(i => IPAddress.Parse($"198.51.100.{i}")))
            {
                var packet = new Packet(World.Mac, IPAddress.Parse("192.168.1.50"), peer, 6, 5000, 2);
                Assert.That(rules.Decide(packet).Accepted, Is.EqualTo(same.Decide(packet).Accepted), $"world {seed}: {peer}");
            }

            var proof = FirewallProof.Of(new ProofSubject(named, blocksOnly ? (ReadOnlyMemory<byte>?)null : world.Document()!), policy, new ProofLimits(20_000_000, TimeSpan.FromMinutes(5)), TimeProvider.System);
            Assert.That(proof.Outcome, Is.EqualTo(ProofOutcome.Equal).Or.EqualTo(ProofOutcome.Approximated), $"world {seed}: {proof.Text}");
        }
    }

    [Test]
    public void A_name_that_leads_nowhere_is_said_to_block_nothing()
    {
        var input = World.Of(1).Input(FirewallDialect.Tr181V18) with { Entries = [Entry(PolicyLayer.Isp, false, "gone.example")] };
        Assert.That(FirewallCompiler.Compile(input).Approximations.Select(a => (a.Ace, a.Kind, a.Why)), Does.Contain((input.Entries[0].Id.ToString(), "under", "unresolved-name")));
        Assert.That(FirewallCompiler.Explain(input).Select(d => d.Text), Has.Some.EndsWith("its name has no address: it blocks nothing."));
    }

    [TestCase("cloud.example", "cloud.example")]
    [TestCase("Cloud.Example.", "cloud.example")]
    [TestCase("203.0.113.7/32", "203.0.113.7")]
    [TestCase("localhost", null, Description = "one label is no name on the internet")]
    [TestCase("203.0.113", null)]
    [TestCase("cloud.example.7", null)]
    [TestCase("*.example", null)]
    [TestCase("-a.example", null)]
    public void What_can_be_a_peer(string text, string? peer) => Assert.That(PolicyPeer.Parse(text)?.ToString(), Is.EqualTo(peer));

    private static PolicyEntry Entry(PolicyLayer layer, bool accept, string peer) => new(Guid.NewGuid(), layer, accept, true, PolicyPeer.Parse(peer)!, -1, PolicyEntry.AllPorts);
}
