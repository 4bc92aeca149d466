using System.Net;
using Provisioning.Firewall;
using Provisioning.Flows;

namespace Provisioning.Tests.Flows;

/// <summary>What is wrong with a flow, and what is not.</summary>
internal sealed class FlowJudge_Tests
{
    private static readonly PolicyDecision Allowed = new(true, [new Because("manufacturer", "https://maker.test/thing.json", "from/cloud")]);
    private static readonly PolicyDecision Nobody = new(false, []);
    private static readonly PolicyDecision Denied = new(false, [new Because("manufacturer", "https://maker.test/thing.json", "from/no-telnet")]);
    private static readonly PolicyDecision Blocked = new(false, [new Because("isp", null, null)]);

    private static readonly ExposureCatalogue Catalogue = new();
    private static readonly HomeNetwork Home = new([IPNetwork.Parse("192.168.1.0/24")], [IPAddress.Parse("192.168.1.1"), IPAddress.Parse("198.51.100.53")]);
    private static readonly HomeNetwork Unread = new([], []);

    [Test]
    public void Denied_by_nobodys_permission_or_the_makers_own_word_is_undeclared_and_by_ISP_or_subscriber_forbidden()
    {
        Assert.That(Judge(Nobody, 6, "203.0.113.9", 4433), Is.EqualTo(new[] { FindingKind.Undeclared }));
        Assert.That(Judge(Denied, 6, "203.0.113.9", 4433), Is.EqualTo(new[] { FindingKind.Undeclared }));
        Assert.That(Judge(Blocked, 6, "203.0.113.9", 4433), Is.EqualTo(new[] { FindingKind.Forbidden }));
        Assert.That(Judge(Allowed, 6, "203.0.113.9", 4433), Is.Empty);
        Assert.That(Judge(null, 6, "203.0.113.9", 4433), Is.Empty, "held to nothing");
    }

    [TestCase(6, 23)]
    [TestCase(6, 21)]
    [TestCase(6, 80)]
    [TestCase(17, 161)]
    [TestCase(6, 1883)]
    public void Plain_text_leaves_the_home_also_where_the_file_has_it(int protocol, int port)
    {
        Assert.That(Judge(Allowed, protocol, "203.0.113.9", port), Is.EqualTo(new[] { FindingKind.PlainText }));
        Assert.That(Judge(Nobody, protocol, "203.0.113.9", port), Is.EqualTo(new[] { FindingKind.Undeclared, FindingKind.PlainText }));
        Assert.That(Judge(Allowed, protocol, "192.168.1.7", port), Is.Empty, "within the home");
        Assert.That(Judge(Allowed, protocol == 6 ? 17 : 6, "203.0.113.9", port), Is.Empty, "another protocol");
    }

    [Test]
    public void A_telnet_server_that_is_reached_from_outside_is_plain_text_whatever_port_the_stranger_has() =>
        Assert.That(
            FlowJudge.Judge(new FirstPacket(false, 6, IPAddress.Parse("192.168.1.20"), 23, IPAddress.Parse("203.0.113.9"), 50123), Allowed, Home, Catalogue),
            Is.EqualTo(new[] { FindingKind.PlainText }));

    [TestCase(17, "203.0.113.9", 53, true)]
    [TestCase(6, "203.0.113.9", 53, true)]
    [TestCase(6, "203.0.113.9", 853, true)]
    [TestCase(17, "203.0.113.9", 853, true)]
    [TestCase(6, "8.8.8.8", 443, true)]
    [TestCase(17, "2606:4700:4700::1111", 443, true, Description = "HTTP/3")]
    [TestCase(6, "203.0.113.9", 443, false, Description = "HTTPS to anybody else")]
    [TestCase(17, "192.168.1.1", 53, false, Description = "the gateway")]
    [TestCase(17, "198.51.100.53", 53, false, Description = "whom the gateway asks")]
    [TestCase(17, "192.168.1.7", 53, false, Description = "a filter of the subscriber's own")]
    [TestCase(17, "224.0.0.251", 53, false)]
    [TestCase(17, "2001:db8::53", 53, false, Description = "no IPv6 resolver of the home is known")]
    [TestCase(1, "8.8.8.8", 0, false, Description = "a ping")]
    public void Names_are_to_be_asked_of_the_homes_resolvers(int protocol, string peer, int port, bool bypasses) =>
        Assert.That(Judge(Allowed, protocol, peer, port).Contains(FindingKind.DnsBypass), Is.EqualTo(bypasses));

    [Test]
    public void A_gateway_that_hands_out_a_public_resolver_makes_it_the_homes()
    {
        var home = Home with { Resolvers = [IPAddress.Parse("8.8.8.8")] };
        Assert.That(FlowJudge.Judge(Packet(6, "8.8.8.8", 443), Allowed, home, Catalogue), Is.Empty);
        Assert.That(FlowJudge.Judge(Packet(17, "8.8.8.8", 53), Allowed, home, Catalogue), Is.Empty);
        Assert.That(FlowJudge.Judge(Packet(17, "8.8.4.4", 53), Allowed, home, Catalogue), Is.EqualTo(new[] { FindingKind.DnsBypass }));
    }

    [Test]
    public void Of_a_home_that_was_not_read_nothing_is_said_that_could_be_wrong()
    {
        Assert.That(FlowJudge.Judge(Packet(17, "203.0.113.9", 53), null, Unread, Catalogue), Is.Empty);
        Assert.That(FlowJudge.Judge(Packet(6, "192.168.77.5", 80), null, Unread, Catalogue), Is.Empty);
        Assert.That(FlowJudge.Judge(Packet(6, "203.0.113.9", 80), null, Unread, Catalogue), Is.EqualTo(new[] { FindingKind.PlainText }));
    }

    private static IReadOnlyList<FindingKind> Judge(PolicyDecision? decision, int protocol, string peer, int port) =>
        FlowJudge.Judge(Packet(protocol, peer, port), decision, Home, Catalogue);

    private static FirstPacket Packet(int protocol, string peer, int port) =>
        new(true, protocol, IPAddress.Parse("192.168.1.20"), port == 0 ? 0 : 50000, IPAddress.Parse(peer), port);
}
