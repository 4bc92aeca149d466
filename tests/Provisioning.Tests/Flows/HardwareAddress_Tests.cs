using System.Net;
using Provisioning.Firewall;
using Provisioning.Flows;

namespace Provisioning.Tests.Flows;

/// <summary>Which addresses give a thing's hardware address away (RFC 4291 appendix A, RFC 8981).</summary>
internal sealed class HardwareAddress_Tests
{
    private const string Mac = "34:56:78:9a:bc:de";

    private static readonly HomeNetwork Home = new([IPNetwork.Parse("2001:db8:1::/64")], []);

    // RFC 4291 appendix A: 34-56-78-9A-BC-DE is 36-56-78-FF-FE-9A-BC-DE.
    [TestCase("2001:db8:1::3656:78ff:fe9a:bcde", Mac, "2001:db8:ffff::1", true)]
    [TestCase("2001:db8:1::3656:78ff:fe9a:bcdf", Mac, "2001:db8:ffff::1", false, Description = "another thing's")]
    [TestCase("2001:db8:1::3456:78ff:fe9a:bcde", Mac, "2001:db8:ffff::1", false, Description = "the universal bit is not turned over")]
    [TestCase("2001:db8:1:0:89ab:cdef:123:4567", Mac, "2001:db8:ffff::1", false, Description = "a temporary address")]
    [TestCase("fe80::3656:78ff:fe9a:bcde", Mac, "2001:db8:ffff::1", false, Description = "it does not leave the link")]
    [TestCase("fd00::3656:78ff:fe9a:bcde", Mac, "2001:db8:ffff::1", false, Description = "nor the home")]
    [TestCase("2001:db8:1::3656:78ff:fe9a:bcde", Mac, "2001:db8:1::7", false, Description = "within the home")]
    [TestCase("2001:db8:1::ff:fe00:1", "02:00:00:00:00:01", "2001:db8:ffff::1", false, Description = "made up by the host")]
    [TestCase("192.168.1.20", Mac, "203.0.113.9", false)]
    public void An_address_gives_it_away(string own, string mac, string peer, bool given) =>
        Assert.That(HardwareAddress.IsInClear(new FirstPacket(true, 6, IPAddress.Parse(own), 5000, IPAddress.Parse(peer), 443), mac, false, Home), Is.EqualTo(given));

    [Test]
    public void What_the_gateway_saw_counts_for_what_the_host_sent_outside()
    {
        var packet = new FirstPacket(true, 17, IPAddress.Parse("192.168.1.20"), 5000, IPAddress.Parse("203.0.113.9"), 8888);
        Assert.That(HardwareAddress.IsInClear(packet, Mac, true, Home), Is.True);
        Assert.That(HardwareAddress.IsInClear(packet with { FromDevice = false }, Mac, true, Home), Is.False);
    }
}
