using System.Collections.Immutable;
using Provisioning.Devices;
using Provisioning.Firewall;

namespace Provisioning.Tests.Firewall.Linking;

public sealed class Dialects_Tests
{
    [Test]
    public void A_gateways_dialect_is_what_discovery_found([Values] FirewallDialect dialect) =>
        Assert.That(FirewallLinker.DialectOf(Models.Of(dialect), ReportedParameters.Empty), Is.EqualTo(dialect));

    [TestCase("Device.Firewall.Chain.", FirewallDialect.Tr181V2)]
    [TestCase("Device.Firewall.Chain. Device.Firewall.Policy.", FirewallDialect.Tr181V16)]
    [TestCase("Device.Firewall.Chain. Device.Firewall.Set.", FirewallDialect.Tr181V18)]
    [TestCase("Device.Firewall.Level.", FirewallDialect.None)]
    public void Empty_tables_tell_by_the_tables_beside_them(string tables, FirewallDialect dialect) =>
        Assert.That(
            FirewallLinker.DialectOf(Models.With(tables.Split(' ').ToImmutableSortedDictionary(t => t, _ => true, StringComparer.Ordinal)), ReportedParameters.Empty),
            Is.EqualTo(dialect));

    [Test]
    public void A_rule_that_was_reported_tells_what_rules_can_say()
    {
        var reported = ReportedParameters.Empty.With(
            new[] { "SourceMAC", "ConnectionState", "Order", "TargetChain" }.Select(n => new ParameterValue($"Device.Firewall.Chain.1.Rule.1.{n}", "")), DateTimeOffset.UnixEpoch);
        Assert.That(FirewallLinker.DialectOf(Models.With(ImmutableSortedDictionary<string, bool>.Empty), reported), Is.EqualTo(FirewallDialect.Tr181V16));
    }
}
