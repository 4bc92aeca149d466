using Provisioning.Firewall;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall;

/// <summary>The comparison is only worth something if it notices wrong rules: each rule that is taken away, and each decision that is turned round.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class Mutants_Tests
{
    internal static readonly byte[] File = FileBuilder.File(
        [
            ("""{"ipv4":{"destination-ipv4-network":"203.0.113.66/32"}}""", "drop"),
            ("""{"ipv4":{"ietf-acldns:dst-dnsname":"many.example"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""", "accept"),
            ("""{"ipv4":{"destination-ipv4-network":"203.0.113.64/26"},"udp":{"destination-port":{"lower-port":500,"upper-port":600}}}""", "accept"),
            ("""{"ietf-mud:mud":{"local-networks":[null]},"udp":{"destination-port":{"operator":"eq","port":5353}}}""", "accept"),
        ],
        [
            ("""{"ietf-mud:mud":{"my-controller":[null]},"tcp":{"destination-port":{"operator":"eq","port":80}}}""", "accept"),
            ("""{"ietf-mud:mud":{"same-manufacturer":[null]}}""", "accept"),
        ]);

    [Test]
    public void Every_mutant_is_caught([Values(FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat)] FirewallDialect dialect)
    {
        var comparison = Comparison.Of(File, dialect)!;
        var mutants = Mutants.Of(comparison.Policy).ToList();
        Assert.That(mutants, Has.Count.GreaterThan(40));
        Assert.That(mutants.Where(m => !comparison.Differences(m.Policy).Any() && !comparison.OthersDecided(m.Policy).Any()).Select(m => m.What), Is.Empty);
    }

    [Test]
    public void The_compiled_policy_itself_is_not_a_mutant([Values(FirewallDialect.Tr181V18, FirewallDialect.Flat)] FirewallDialect dialect) =>
        Assert.That(Comparison.Of(File, dialect)!.Differences(), Is.Empty);
}
