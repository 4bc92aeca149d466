using System.Text;
using Provisioning.Devices;
using Provisioning.Mud;

namespace Provisioning.Tests.Mud;

public sealed class HostInventory_Tests
{
    private const string Url = "https://lamps.example/mud/glow3.json";
    private const string Host = "Device.Hosts.Host.1.";
    private const string V4 = "Device.DHCPv4.Server.Pool.1.Client.1.";
    private const string V6 = "Device.DHCPv6.Server.Pool.1.Client.1.";

    [Test]
    public void A_host_is_joined_with_its_lease_and_its_URL()
    {
        var host = Read(
            (Host + "PhysAddress", "02:00:00:AA:BB:CC"), (Host + "IPAddress", "192.168.1.20"), (Host + "HostName", "lamp"), (Host + "Active", "true"),
            (Host + "IPv6Address.1.IPAddress", "2001:db8::20"),
            (V4 + "Chaddr", "02-00-00-aa-bb-cc"), (V4 + "IPv4Address.1.IPAddress", "192.168.1.20"),
            (V4 + "Option.1.Tag", "12"), (V4 + "Option.1.Value", "6C"),
            (V4 + "Option.2.Tag", "161"), (V4 + "Option.2.Value", Hex(Url + " reserved"))).Single();
        Assert.That((host.Mac, host.HostName, host.Active, host.MudUrl, host.MudUrlSource), Is.EqualTo(("02:00:00:aa:bb:cc", "lamp", true, Url, "dhcpv4")));
        Assert.That(host.Addresses, Is.EqualTo(new[] { "192.168.1.20", "2001:db8::20" }));
    }

    [Test]
    public void Quirk_33_rows_are_counted_and_NumberOfEntries_is_not_believed([Values("0", "7", "")] string number) => Assert.That(
        Read(("Device.Hosts.HostNumberOfEntries", number), (Host + "PhysAddress", "02:00:00:AA:BB:CC"), (Host + "Active", "true")), Has.Count.EqualTo(1));

    [Test]
    public void Hosts_of_a_TR_098_gateway_are_found_on_every_LAN()
    {
        const string first = "InternetGatewayDevice.LANDevice.1.Hosts.Host.7.";
        const string second = "InternetGatewayDevice.LANDevice.2.Hosts.Host.1.";
        var hosts = Read(
            (first + "MACAddress", "02:00:00:AA:BB:CC"), (first + "IPAddress", "192.168.1.20"), (first + "HostName", "lamp"), (first + "Active", "1"),
            (second + "MACAddress", "02:00:00:AA:BB:DD"), (second + "Active", "0"));
        Assert.That(
            hosts.Select(h => (h.Mac, h.HostName, h.Active)),
            Is.EqualTo(new (string, string?, bool)[] { ("02:00:00:aa:bb:cc", "lamp", true), ("02:00:00:aa:bb:dd", null, false) }));
        Assert.That(hosts[0].Addresses, Is.EqualTo(new[] { "192.168.1.20" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_DHCPv6_client_finds_its_host_by_address_or_by_reference(bool byAddress)
    {
        var host = Read(
            (Host + "PhysAddress", "02:00:00:aa:bb:cc"), (Host + "Active", "1"),
            byAddress ? (Host + "IPv6Address.1.IPAddress", "2001:db8::20") : (Host + "DHCPClient", V6.TrimEnd('.')),
            (V6 + "SourceAddress", "fe80::1234"), (V6 + "IPv6Address.1.IPAddress", "2001:db8:0::20"),
            (V6 + "Option.1.Tag", "112"), (V6 + "Option.1.Value", Hex(Url).ToLowerInvariant())).Single();
        Assert.That((host.MudUrl, host.MudUrlSource), Is.EqualTo((Url, "dhcpv6")));
        Assert.That(host.Addresses, Does.Contain("2001:db8::20"));
    }

    [Test]
    public void A_client_without_a_host_is_a_host()
    {
        var host = Read((V4 + "Chaddr", "020000AABBCC"), (V4 + "Option.1.Tag", "161"), (V4 + "Option.1.Value", Hex(Url))).Single();
        Assert.That((host.Mac, host.Active, host.MudUrl), Is.EqualTo(("02:00:00:aa:bb:cc", true, Url)));
    }

    [TestCase("68747", "hexBinary")]
    [TestCase("zz", "hexBinary")]
    [TestCase("", "octets")]
    public void A_value_that_is_no_hexBinary_is_ignored_with_a_reason(string value, string reason) => Ignored(value, reason);

    [TestCase("http://lamps.example/x", "https")]
    [TestCase("lamps.example/x", "absolute")]
    [TestCase("https://user@lamps.example/x", "user")]
    [TestCase("https://lamps.example/\u0007x", "characters")]
    [TestCase("https://lämps.example/x", "characters")]
    public void A_hostile_URL_is_ignored_with_a_reason(string url, string reason) => Ignored(Hex(url), reason);

    [Test]
    public void A_URL_of_300_characters_is_ignored() => Ignored(Hex("https://lamps.example/" + new string('a', 280)), "octets");

    [Test]
    public void Two_different_URLs_over_the_two_versions_are_said()
    {
        var host = Read(
            (Host + "PhysAddress", "02:00:00:aa:bb:cc"), (Host + "DHCPClient", V6 + "," + V4),
            (V4 + "Chaddr", "02:00:00:aa:bb:cc"), (V4 + "Option.1.Tag", "161"), (V4 + "Option.1.Value", Hex(Url)),
            (V6 + "Option.1.Tag", "112"), (V6 + "Option.1.Value", Hex("https://evil.example/x"))).Single();
        Assert.That(host.MudUrl, Is.EqualTo(Url));
        Assert.That(host.MudUrlIgnored, Does.Contain("DHCPv6"));
    }

    [Test]
    public void Nothing_reported_is_no_hosts() => Assert.That(HostInventory.Read(ReportedParameters.Empty), Is.Empty);

    private static void Ignored(string value, string reason)
    {
        var host = Read((V4 + "Chaddr", "02:00:00:aa:bb:cc"), (V4 + "Option.1.Tag", "161"), (V4 + "Option.1.Value", value)).Single();
        Assert.That(host.MudUrl, Is.Null);
        Assert.That(host.MudUrlIgnored, Does.Contain(reason));
    }

    private static IReadOnlyList<LanHost> Read(params (string Path, string Value)[] values) =>
        HostInventory.Read(ReportedParameters.Empty.With(values.Select(v => new ParameterValue(v.Path, v.Value)), DateTimeOffset.UnixEpoch));

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
