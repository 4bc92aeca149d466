using System.Net;
using Acs.Cwmp.ConnectionRequest;

namespace Acs.Tests.Cwmp;

public class ConnectionTargets_Tests
{
    private static bool Allows(string address, string? session, int port = 7548, params string[] networks) =>
        new ConnectionTargets(networks, [8080]).Allows(IPAddress.Parse(address), port, session);

    [Test]
    public void A_device_may_name_its_own_address_and_what_the_operator_allows()
    {
        Assert.That(Allows("203.0.113.7", "203.0.113.7"));
        Assert.That(Allows("::ffff:203.0.113.7", "203.0.113.7"));
        Assert.That(Allows("203.0.113.8", "203.0.113.7"), Is.False);
        Assert.That(Allows("203.0.113.8", null), Is.False);
        Assert.That(Allows("10.1.2.3", "203.0.113.7", 7548, "10.0.0.0/8"));
    }

    [TestCase("169.254.169.254")]
    [TestCase("fe80::1")]
    [TestCase("fd00:ec2::254")]
    [TestCase("0.0.0.0")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    public void What_is_nobodys_gateway_is_never_asked_unless_the_operator_says_so(string address)
    {
        Assert.That(Allows(address, address), Is.False);
        Assert.That(Allows(address, address, 7548, $"{address}/{(address.Contains(':', StringComparison.Ordinal) ? 128 : 32)}"));
    }

    [Test]
    public void This_servers_own_listeners_are_never_asked()
    {
        Assert.That(Allows("127.0.0.1", "127.0.0.1", 8080), Is.False);
        Assert.That(Allows("127.0.0.1", "127.0.0.1", 7548));
    }
}
