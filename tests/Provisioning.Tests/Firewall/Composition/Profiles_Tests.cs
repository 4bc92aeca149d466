using System.Text;
using FsCheck.Fluent;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Composition;

/// <summary>A profile of the community beside a manufacturer's file, both of them anything that can be written: it narrows, and the proof sees it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class Profiles_Tests
{
    private static readonly FirewallDialect[] Dialects = [FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat];

    private static readonly ProofLimits Patient = new(20_000_000, TimeSpan.FromMinutes(5));

    [FsCheck.NUnit.Property(MaxTest = 25)]
    public FsCheck.Property Rules_with_a_profile_let_through_nothing_that_those_without_it_do_not(int[] from, int[] to, int[] theirFrom, int[] theirTo, bool six)
    {
        var found = new List<string>();
        foreach (var dialect in Dialects)
        {
            var (maker, profile) = (RandomFiles.Of(from, to, six), RandomFiles.Of(theirFrom, theirTo, six));
            var with = Subject(maker, profile, dialect);
            var (narrowed, plain) = (FirewallCompiler.Compile(with.Facts), FirewallCompiler.Compile(with.Facts with { Community = null }));
            var proof = FirewallProof.Of(with, narrowed, Patient, TimeProvider.System);
            if (proof.Outcome == ProofOutcome.Different)
            {
                found.Add($"{dialect}: {proof.Text}");
            }

            found.AddRange(Widened(with, narrowed, plain).Take(1).Select(p => $"{dialect}: {p} passes because of the profile"));
        }

        return (found.Count == 0).Label(string.Join('\n', found));
    }

    [Test]
    public void What_no_rule_can_say_of_a_profile_is_named_and_never_widens([ValueSource(nameof(Dialects))] FirewallDialect dialect)
    {
        var maker = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"}}""", "accept")], []);
        var profile = FileBuilder.File(
            [("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/25","protocol":1},"icmp":{"type":8}}""", "accept"), ("""{"ipv4":{"protocol":1},"icmp":{"type":13}}""", "accept")], []);
        var subject = Subject(maker, profile, dialect);
        var policy = FirewallCompiler.Compile(subject.Facts);
        Assert.That(policy.Approximations.Where(a => a.Layer == "community").Select(a => a.Why), Does.Contain("icmp-type"));
        Assert.That(FirewallProof.Of(subject, policy, Patient, TimeProvider.System).Outcome, Is.Not.EqualTo(ProofOutcome.Different));
        Assert.That(Widened(subject, policy, FirewallCompiler.Compile(subject.Facts with { Community = null })), Is.Empty);
    }

    [Test]
    public void Rules_that_forget_the_profile_are_not_proved([ValueSource(nameof(Dialects))] FirewallDialect dialect)
    {
        var maker = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"tcp":{}}""", "accept")], []);
        var profile = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/25"},"tcp":{}}""", "accept")], []);
        var subject = Subject(maker, profile, dialect);
        Assert.That(FirewallProof.Of(subject, FirewallCompiler.Compile(subject.Facts with { Community = null }), Patient, TimeProvider.System).Outcome, Is.EqualTo(ProofOutcome.Different));
    }

    [Test]
    public void What_a_profile_leaves_out_is_said_to_be_the_profiles_doing()
    {
        var maker = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"tcp":{}}""", "accept")], []);
        var profile = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/25"},"tcp":{}}""", "accept")], []);
        var policy = ComposedPolicy.Of(Subject(maker, profile, FirewallDialect.Tr181V18).Facts);
        var (kept, left) = (policy.Decide(To("203.0.113.9")), policy.Decide(To("203.0.113.200")));
        Assert.That((kept.Accepted, left.Accepted), Is.EqualTo((true, false)));
        Assert.That(kept.Because.Select(b => (b.Layer, b.File)), Does.Contain(("community", "profile 7")).And.Contain(("manufacturer", "https://maker.example/thing.json")));
        Assert.That(left.Because, Is.EqualTo(new[] { new Because("community", "profile 7", null) }));
        Assert.That(policy.Decide(To("198.51.100.1")).Because, Is.Empty, "which the maker does not let through either");

        static FirstPacket To(string peer) => new(true, 6, Meaning.World.Host4, 5000, System.Net.IPAddress.Parse(peer), 443);
    }

    private static IEnumerable<string> Widened(ProofSubject subject, FirewallPolicy narrowed, FirewallPolicy plain)
    {
        var (with, without) = (Tr181Printer.Print(narrowed), Tr181Printer.Print(plain));
        var network = new ProofNetwork(subject.Facts);
        var stated = new StatedPolicy(subject, network, StatedFile.Read(subject.File!.Value.Span, network, [], subject.Facts.Strict)!, null, []);
        var (narrow, wide) = (new FirewallEvaluator(with), new FirewallEvaluator(without));
        foreach (var (_, p, isOther) in new ProofPackets(subject.Facts, stated, [.. RuleCriteria.Of(with), .. RuleCriteria.Of(without)]).All())
        {
            var packet = p.FromDevice
                ? new Packet(isOther ? "02:ff:ff:ff:ff:fe" : subject.Facts.HostMac, p.Own, p.Peer, p.Protocol, p.SourcePort, p.DestinationPort)
                : new Packet(null, p.Peer, p.Own, p.Protocol, p.SourcePort, p.DestinationPort, FromLan: false);
            if (narrow.Decide(packet).Accepted is true && wide.Decide(packet).Accepted is not true)
            {
                yield return p.ToString();
            }
        }
    }

    private static ProofSubject Subject(byte[] maker, byte[] profile, FirewallDialect dialect)
    {
        var world = Meaning.World.Of(Encoding.UTF8.GetString(maker) + Encoding.UTF8.GetString(profile));
        var input = Comparison.Input(MudParser.Parse(maker).File!, world, dialect) with { Community = MudParser.Parse(profile).File!, CommunityName = "profile 7" };
        return new ProofSubject(input, maker, profile);
    }
}
