using Provisioning.Firewall;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall;

/// <summary>Every real file, every dialect, every kind of first packet: rules read back against the JSON read directly.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RulesSayWhatTheFileSays_Tests
{
    [Test]
    public void Every_first_packet_of_the_host_is_decided_as_the_file_says(
        [ValueSource(typeof(SharedFiles), nameof(SharedFiles.Names))] string name,
        [Values(FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat)] FirewallDialect dialect)
    {
        if (Comparison.Of(SharedFiles.Read(name), dialect) is not { } comparison)
        {
            Assert.Ignore("Refused by the parser, or built in a way that only the parser's repairs understand.");
            return;
        }

        Assert.That(comparison.Differences().Take(5), Is.Empty);
        Assert.That(comparison.Compared, Is.GreaterThan(100));
    }
}
