using System.Text;
using Provisioning.Firewall;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Proof;

/// <summary>The proof that can be switched on in production: finds nothing where nothing is wrong, and everything that is.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FirewallProof_Tests
{
    private static readonly FirewallDialect[] Dialects = [FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat];

    private static readonly ProofLimits Patient = new(20_000_000, TimeSpan.FromMinutes(5));

    [Test]
    public void The_rules_of_every_real_file_are_proved_or_their_difference_is_named(
        [ValueSource(typeof(SharedFiles), nameof(SharedFiles.Names))] string name, [ValueSource(nameof(Dialects))] FirewallDialect dialect)
    {
        var content = SharedFiles.Read(name);
        if (MudParser.Parse(content).File is null)
        {
            Assert.Ignore("Refused by the parser.");
        }

        var proof = Of(content, dialect);
        TestContext.Out.WriteLine($"{proof.Outcome}: {proof.Text}\n{string.Join('\n', proof.Witnesses)}");
        Assert.That(proof.Outcome, Is.Not.EqualTo(ProofOutcome.Different), proof.Text);
        if (proof.Outcome == ProofOutcome.NotProved)
        {
            Assert.Ignore(proof.Text);
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 40)]
    public FsCheck.Property Random_files_are_proved_in_every_dialect(int[] from, int[] to, bool six)
    {
        var content = RandomFiles.Of(from, to, six);
        var wrong = Dialects.Select(d => (Dialect: d, Proof: Of(content, d)))
            .Where(p => p.Proof.Outcome != ProofOutcome.Equal && !(p.Proof.Outcome == ProofOutcome.Approximated && p.Proof.Witnesses.All(w => w.CoveredBy!.Why == "tcp-state")))
            .Select(p => $"{p.Dialect}: {p.Proof.Text}").ToList();
        return FsCheck.Fluent.Prop.Label(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Test]
    public void Random_layers_are_proved_in_every_dialect([ValueSource(nameof(Dialects))] FirewallDialect dialect, [Values] bool blocksOnly)
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var world = Composition.World.Of(seed);
            var input = world.Input(dialect) with { BlocksOnly = blocksOnly };
            var subject = blocksOnly
                ? new ProofSubject(input with { Community = null }, null)
                : new ProofSubject(input, world.Document(), world.Document(community: true) is { } c ? new ReadOnlyMemory<byte>(c) : (ReadOnlyMemory<byte>?)null);
            var proof = FirewallProof.Of(subject, FirewallCompiler.Compile(subject.Facts), Patient, TimeProvider.System);
            var named = blocksOnly && dialect == FirewallDialect.Flat ? "no-return" : !blocksOnly && dialect is FirewallDialect.Flat or FirewallDialect.Tr181V2 ? "stateless-replies" : null;
            var expected = proof.Outcome == ProofOutcome.Approximated && proof.Witnesses.All(w => w.CoveredBy!.Why == named)
                ? ProofOutcome.Approximated : ProofOutcome.Equal;
            Assert.That(proof.Outcome, Is.EqualTo(expected), $"world {seed}: {proof.Text}");
        }
    }

    [Test]
    public void Every_mutant_of_the_rules_is_caught([ValueSource(nameof(Dialects))] FirewallDialect dialect)
    {
        var (subject, policy) = Compiled(Mutants_Tests.File, dialect);
        Assert.That(FirewallProof.Of(subject, policy, Patient, TimeProvider.System).Outcome, Is.EqualTo(ProofOutcome.Equal));
        var mutants = Mutants.Of(policy).Concat(Mutants.Subtle(policy)).ToList();
        Assert.That(mutants, Has.Count.GreaterThan(80));
        Assert.That(mutants.Where(m => FirewallProof.Of(subject, m.Policy, Patient, TimeProvider.System).Outcome != ProofOutcome.Different).Select(m => m.What), Is.Empty);
    }

    [Test]
    public void A_difference_that_the_policy_no_longer_names_is_one()
    {
        var content = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24","protocol":1},"icmp":{"type":8}}""", "accept")], []);
        var (subject, policy) = Compiled(content, FirewallDialect.Tr181V18);
        var named = FirewallProof.Of(subject, policy, Patient, TimeProvider.System);
        Assert.That(named.Outcome, Is.EqualTo(ProofOutcome.Approximated));
        Assert.That(named.Witnesses.Single().CoveredBy, Is.EqualTo(new Approximation("from/ace0", "under", "icmp-type")));
        Assert.That(named.Witnesses.Single().Packet, Does.Contain("icmp 192.168.1.20 > 203.0.113.0"));
        var silent = FirewallProof.Of(subject, policy with { Approximations = [] }, Patient, TimeProvider.System);
        Assert.That(silent.Outcome, Is.EqualTo(ProofOutcome.Different));
    }

    [Test]
    public void A_bound_that_is_hit_proves_nothing()
    {
        var (subject, policy) = Compiled(Mutants_Tests.File, FirewallDialect.Tr181V18);
        var few = FirewallProof.Of(subject, policy, new ProofLimits(10, TimeSpan.FromMinutes(1)), TimeProvider.System);
        Assert.That((few.Outcome, few.Packets), Is.EqualTo((ProofOutcome.NotProved, 10)));
        Assert.That(few.Text, Does.StartWith("Not proved: there are more than 10"));
        var hasty = FirewallProof.Of(subject, policy, new ProofLimits(long.MaxValue, TimeSpan.Zero), TimeProvider.System);
        Assert.That(hasty.Outcome, Is.EqualTo(ProofOutcome.NotProved));
    }

    [Test]
    public void An_entry_that_the_proof_does_not_read_is_never_called_proved()
    {
        // The parser knows this repair; the proof does not, and says so.
        var content = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"local-networks":[null]}""", "accept")], []);
        var (subject, policy) = Compiled(content, FirewallDialect.Tr181V18);
        var proof = FirewallProof.Of(subject, policy with { Approximations = [] }, Patient, TimeProvider.System);
        Assert.That(proof.Outcome, Is.EqualTo(ProofOutcome.NotProved));
        Assert.That(proof.Text, Does.Contain("from/ace0"));
    }

    [Test]
    public void The_ISPs_and_the_subscribers_words_are_proved_too([ValueSource(nameof(Dialects))] FirewallDialect dialect)
    {
        var (subject, _) = Compiled(Mutants_Tests.File, dialect);
        PolicyEntry[] entries =
        [
            new(Guid.NewGuid(), PolicyLayer.Isp, false, true, PolicyPeer.Parse("any")!, 6, new(23, 25)),
            new(Guid.NewGuid(), PolicyLayer.Subscriber, true, true, PolicyPeer.Parse("local")!, -1, new(80, 80)),
            new(Guid.NewGuid(), PolicyLayer.Subscriber, false, false, PolicyPeer.Parse("198.51.100.0/25")!, -1, PolicyEntry.AllPorts),
        ];
        var said = subject with { Facts = subject.Facts with { Entries = entries } };
        var isStateful = dialect is FirewallDialect.Tr181V16 or FirewallDialect.Tr181V18;
        Assert.That(FirewallProof.Of(said, FirewallCompiler.Compile(said.Facts), Patient, TimeProvider.System).Text, Does.StartWith(isStateful ? "Proved:" : "Proved but for"));
        if (!isStateful)
        {
            var silent = FirewallCompiler.Compile(said.Facts) with { Approximations = [] };
            Assert.That(FirewallProof.Of(said, silent, Patient, TimeProvider.System).Outcome, Is.EqualTo(ProofOutcome.Different), "answers that nobody names");
        }

        Assert.That(FirewallProof.Of(said, FirewallCompiler.Compile(subject.Facts), Patient, TimeProvider.System).Outcome, Is.EqualTo(ProofOutcome.Different), "compiled without them");
    }

    private static FirewallProof Of(byte[] content, FirewallDialect dialect)
    {
        var (subject, policy) = Compiled(content, dialect);
        return FirewallProof.Of(subject, policy, Patient, TimeProvider.System);
    }

    private static (ProofSubject Subject, FirewallPolicy Policy) Compiled(byte[] content, FirewallDialect dialect)
    {
        var input = Comparison.Input(MudParser.Parse(content).File!, World.Of(Encoding.UTF8.GetString(content).TrimStart('\ufeff')), dialect);
        return (new ProofSubject(input, content), FirewallCompiler.Compile(input));
    }
}
