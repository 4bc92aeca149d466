using System.Net;
using Provisioning.Flows;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Flows;

/// <summary>Who opened a flow, and whose it is.</summary>
internal sealed class FlowOpenings_Tests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);

    [Test]
    public void Of_the_two_halves_the_one_that_began_later_is_the_answer()
    {
        var (asked, answered) = (Flow("192.168.1.20", 50000, "203.0.113.9", 443, At), Flow("203.0.113.9", 443, "192.168.1.20", 50000, At.AddMilliseconds(20)));
        Assert.That(FlowOpenings.Of([answered, asked]), Is.EqualTo(new[] { asked }));
        Assert.That(FlowOpenings.Of([asked, answered, asked with { Packets = 7 }]), Has.Count.EqualTo(2), "a long flow is told of more than once");
    }

    [Test]
    public void Without_times_the_lower_port_serves()
    {
        var (asked, answered) = (Flow("192.168.1.20", 50000, "203.0.113.9", 443, null), Flow("203.0.113.9", 443, "192.168.1.20", 50000, null));
        Assert.That(FlowOpenings.Of([answered, asked]), Is.EqualTo(new[] { asked }));
        var (one, other) = (Flow("192.168.1.20", 123, "203.0.113.9", 123, null), Flow("203.0.113.9", 123, "192.168.1.20", 123, null));
        Assert.That(FlowOpenings.Of([one, other]), Has.Count.EqualTo(1), "never both");
    }

    [Test]
    public void A_half_alone_is_taken_at_its_word()
    {
        var flow = Flow("203.0.113.9", 443, "192.168.1.20", 50000, At);
        Assert.That(FlowOpenings.Of([flow, Flow("192.168.1.20", 50001, "203.0.113.9", 443, At)]), Does.Contain(flow));
    }

    [Test]
    public void A_flow_is_its_MACs_before_its_addresses_and_both_ends_may_be_of_the_home()
    {
        var hosts = new FlowHosts([Host("02:00:00:00:00:01", "192.168.1.20"), Host("02:00:00:00:00:02", "192.168.1.21 2001:db8:1::21")]);
        Assert.That(Ends(Flow("192.168.1.20", 1, "203.0.113.9", 2, At)), Is.EqualTo(new[] { ("02:00:00:00:00:01", true) }));
        Assert.That(Ends(Flow("203.0.113.9", 1, "192.168.1.20", 2, At)), Is.EqualTo(new[] { ("02:00:00:00:00:01", false) }));
        Assert.That(Ends(Flow("192.168.1.20", 1, "192.168.1.21", 2, At)), Is.EqualTo(new[] { ("02:00:00:00:00:01", true), ("02:00:00:00:00:02", false) }));
        Assert.That(Ends(Flow("192.168.1.20", 1, "203.0.113.9", 2, At) with { SourceMac = "02:00:00:00:00:02" }), Is.EqualTo(new[] { ("02:00:00:00:00:02", true) }), "it has a new lease");
        Assert.That(Ends(Flow("192.168.1.20", 1, "203.0.113.9", 2, At) with { SourceMac = "02:00:00:00:00:99" }), Is.Empty, "a stranger at an address that another has left");
        Assert.That(Ends(Flow("192.168.1.99", 1, "203.0.113.9", 2, At)), Is.Empty);

        IEnumerable<(string, bool)> Ends(FlowRecord flow) => hosts.EndsOf(flow).Select(e => (e.Host.Mac, e.Packet.FromDevice));
    }

    [Test]
    public void Who_is_there_has_the_address_and_not_who_had_it()
    {
        var (old, present) = (Host("02:00:00:00:00:01", "192.168.1.20"), Host("02:00:00:00:00:02", "192.168.1.20"));
        (old.Active, old.LastSeenAt, present.LastSeenAt) = (false, At.AddHours(1), At);
        Assert.That(new FlowHosts([present, old]).EndsOf(Flow("192.168.1.20", 1, "203.0.113.9", 2, At)).Single().Host, Is.SameAs(present));
    }

    private static HostRow Host(string mac, string addresses) => new() { Mac = mac, Addresses = addresses, Active = true };

    private static FlowRecord Flow(string source, int sourcePort, string destination, int destinationPort, DateTimeOffset? at) =>
        new(IPAddress.Parse(source), sourcePort, IPAddress.Parse(destination), destinationPort, 6, 1, 60, at, at, null);
}
