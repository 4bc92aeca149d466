using System.Net;

namespace EndToEnd.Tests.Street;

/// <summary>The proof's own instruments: they must see both a packet that passes and one that is dropped.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class Home_Tests
{
    [Test]
    public async Task An_open_gateway_forwards_and_a_drop_rule_is_seen([Values(4, 6)] int version)
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        using var home = new Home();
        var probe = new Probe(home);
        var host = IPAddress.Parse(version == 4 ? "192.168.77.20" : "fd77::20");
        home.Apply(new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.That(await probe.TcpPassesAsync(home.Host, host, home.Internet, Home.Server(10, version), 443), Is.True);
        Assert.That(await probe.UdpPassesAsync(home.Host, host, home.Internet, Home.Server(10, version), 53), Is.True);

        home.Apply(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Device.Firewall.Enable"] = "true",
            ["Device.Firewall.Chain.1.Enable"] = "true",
            ["Device.Firewall.Chain.1.Rule.1.Enable"] = "true",
            ["Device.Firewall.Chain.1.Rule.1.Order"] = "1",
            ["Device.Firewall.Chain.1.Rule.1.SourceMAC"] = Home.HostMac,
            ["Device.Firewall.Chain.1.Rule.1.Protocol"] = "6",
            ["Device.Firewall.Chain.1.Rule.1.DestPort"] = "443",
            ["Device.Firewall.Chain.1.Rule.1.Target"] = "Drop",
        });
        Assert.That(await probe.TcpPassesAsync(home.Host, host, home.Internet, Home.Server(10, version), 443), Is.False);
        Assert.That(await probe.TcpPassesAsync(home.Host, host, home.Internet, Home.Server(10, version), 80), Is.True);
    }
}
