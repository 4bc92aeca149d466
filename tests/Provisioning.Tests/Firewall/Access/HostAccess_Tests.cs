using Provisioning.Firewall;
using Provisioning.Firewall.Compilation;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Access;

/// <summary>What can be said of a host where all that a gateway knows is "the internet" or "not the internet".</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HostAccess_Tests
{
    private const string Local = """{"ietf-mud:mud":{"local-networks":[null]},"tcp":{"destination-port":{"operator":"eq","port":80}}}""";
    private const string Cloud = """{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""";
    private const string Nowhere = """{"ipv4":{"ietf-acldns:dst-dnsname":"gone.example.invalid"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""";

    [TestCase(Local, AccessControlUse.Blocked, ExpectedResult = true, Description = "it stays at home, says its maker")]
    [TestCase(Cloud, AccessControlUse.Blocked, ExpectedResult = false)]
    [TestCase(Cloud, AccessControlUse.Strict, ExpectedResult = true)]
    [TestCase(Nowhere, AccessControlUse.Blocked, ExpectedResult = false, Description = "a name that has no address now will have one again")]
    public bool A_file_decides(string ace, AccessControlUse use) => HostAccess.Of(Input(ace), use).IsDenied;

    [Test]
    public void What_is_blocked_too_much_and_too_little_is_named()
    {
        Assert.That(HostAccess.Of(Input(Local), AccessControlUse.Blocked).Approximations, Is.EqualTo(new[] { new Approximation("local", "under", "access-control") }));
        Assert.That(HostAccess.Of(Input(Cloud), AccessControlUse.Blocked).Approximations, Is.EqualTo(new[] { new Approximation("*", "under", "access-control") }));
        Assert.That(
            HostAccess.Of(Input(Cloud), AccessControlUse.Strict).Approximations,
            Is.EqualTo(new[] { new Approximation("local", "under", "access-control"), new Approximation("from/ace0", "over", "access-control") }));
    }

    [TestCase("any", PolicyLayer.Subscriber, true, ExpectedResult = true)]
    [TestCase("any", PolicyLayer.Subscriber, false, ExpectedResult = true)]
    [TestCase("198.51.100.0/24", PolicyLayer.Isp, true, ExpectedResult = false)]
    public bool Who_is_forbidden_everything_is_shut_out_whether_it_is_held_to_a_file_or_not(string peer, PolicyLayer layer, bool blocksOnly) =>
        HostAccess.Of(Input(Cloud) with { Entries = [Block(layer, peer)], BlocksOnly = blocksOnly }, AccessControlUse.Blocked).IsDenied;

    [Test]
    public void What_the_ISP_lets_through_is_not_everything_forbidden()
    {
        var allow = new PolicyEntry(Guid.NewGuid(), PolicyLayer.Isp, true, true, PolicyPeer.Parse("203.0.113.1")!, -1, PolicyEntry.AllPorts);
        Assert.That(HostAccess.Of(Input(Cloud) with { Entries = [allow, Block(PolicyLayer.Subscriber, "any")] }, AccessControlUse.Blocked).IsDenied, Is.False);
    }

    private static PolicyEntry Block(PolicyLayer layer, string peer) => new(Guid.NewGuid(), layer, false, true, PolicyPeer.Parse(peer)!, -1, PolicyEntry.AllPorts);

    private static CompileInput Input(string ace) =>
        Comparison.Input(MudParser.Parse(FileBuilder.File([(ace, "accept")], [])).File!, World.Of(ace), FirewallDialect.None) with
        {
            Names = new Dictionary<string, IReadOnlyList<System.Net.IPAddress>>(StringComparer.Ordinal),
        };
}
