using System.Text;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Provisioning.Tests.Mud;

public sealed class Standard_Tests
{
    private static readonly MudParseResult Lamp = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.Lamp));

    [Test]
    public void A_file_to_the_letter_has_nothing_to_say_against() =>
        Assert.That((Lamp.Outcome, Lamp.Diagnostics.Count), Is.EqualTo((MudParseOutcome.Compiled, 0)), string.Join('\n', Lamp.Diagnostics));

    [Test]
    public void The_leaves_of_the_mud_container_are_read()
    {
        var file = Lamp.File!;
        Assert.Multiple(() =>
        {
            Assert.That(file.MudUrl, Is.EqualTo("https://lamps.example/mud/glow3.json"));
            Assert.That(file.SignatureUrl, Is.EqualTo("https://lamps.example/mud/glow3.p7s"));
            Assert.That(file.CacheValidity, Is.EqualTo(TimeSpan.FromHours(24)));
            Assert.That(file.LastUpdate, Is.EqualTo(new DateTimeOffset(2024, 5, 1, 6, 0, 0, TimeSpan.Zero)));
            Assert.That(file.SystemInfo, Does.StartWith("Glow 3"));
            Assert.That(file.FromDevice.Select(a => a.Name), Is.EqualTo(new[] { "v4-from", "v6-from" }));
            Assert.That(file.ToDevice.Select(a => a.Name), Is.EqualTo(new[] { "v4-to" }));
        });
    }

    [Test]
    public void A_name_is_the_peer_and_TCP_knows_who_opens()
    {
        var cloud = Find("cloud").Match;
        Assert.Multiple(() =>
        {
            Assert.That(cloud.DestinationName, Is.EqualTo("api.lamps.example"));
            Assert.That((cloud.IPVersion, cloud.Protocol), Is.EqualTo(((int?)4, (int?)6)));
            Assert.That(cloud.InitiatedBy, Is.EqualTo(MudInitiator.FromDevice));
            Assert.That(cloud.DestinationPorts, Is.EqualTo(new[] { new PortRange(443, 443) }));
            Assert.That(cloud.SourcePorts, Is.Empty);
        });
    }

    [Test]
    public void A_list_of_one_IP_version_matches_that_version_where_the_entry_says_none() =>
        Assert.That(Find("no-telnet").Match.IPVersion, Is.EqualTo(4));

    [Test]
    public void A_drop_is_kept_in_its_place()
    {
        var aces = Lamp.File!.FromDevice[0].Aces;
        Assert.That(aces.Select(a => (a.Name, a.Accept)), Is.EqualTo(new[] { ("cloud", true), ("switch", true), ("no-telnet", false) }));
    }

    [Test]
    public void An_entry_knows_its_line_and_path()
    {
        var mdns = Find("mdns");
        Assert.That(MudText.Lamp.Split('\n')[mdns.Line - 1], Does.Contain("\"mdns\""));
        Assert.That(mdns.JsonPath, Is.EqualTo("$.ietf-access-control-list:acls.acl[1].aces.ace[0]"));
    }

    [Test]
    public void ICMP_in_an_IPv6_entry_is_protocol_58()
    {
        var ping = Find("ping").Match;
        Assert.That((ping.Protocol, ping.IcmpType, ping.IcmpCode), Is.EqualTo(((int?)58, (int?)128, (int?)0)));
        Assert.That(ping.Peer, Is.InstanceOf<MudPeer.LocalNetworks>());
    }

    [TestCase("""{ "operator": "eq", "port": 80 }""", "80-80")]
    [TestCase("""{ "port": 80 }""", "80-80")]
    [TestCase("""{ "operator": "lte", "port": 80 }""", "0-80")]
    [TestCase("""{ "operator": "gte", "port": 80 }""", "80-65535")]
    [TestCase("""{ "operator": "neq", "port": 80 }""", "0-79 81-65535")]
    [TestCase("""{ "operator": "neq", "port": 0 }""", "1-65535")]
    [TestCase("""{ "operator": "neq", "port": 65535 }""", "0-65534")]
    [TestCase("""{ "lower-port": 80, "upper-port": 90 }""", "80-90")]
    public void Every_port_operator_is_a_list_of_ranges(string port, string expected)
    {
        var file = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry($$"""{ "udp": { "destination-port": {{port}} } }"""))).File!;
        var ranges = file.FromDevice[0].Aces[0].Match.DestinationPorts;
        Assert.That(string.Join(' ', ranges.Select(r => $"{r.First}-{r.Last}")), Is.EqualTo(expected));
    }

    [TestCase("""{ "controller": "urn:ietf:params:mud:dns" }""", typeof(MudPeer.Controller))]
    [TestCase("""{ "my-controller": [null] }""", typeof(MudPeer.MyController))]
    [TestCase("""{ "same-manufacturer": [null] }""", typeof(MudPeer.SameManufacturer))]
    [TestCase("""{ "manufacturer": "Lamps.Example" }""", typeof(MudPeer.Manufacturer))]
    [TestCase("""{ "model": "https://lamps.example/mud/glow3.json" }""", typeof(MudPeer.Model))]
    public void Every_abstraction_is_read(string peer, Type expected)
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry($$"""{ "ietf-mud:mud": {{peer}} }""")));
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Compiled), string.Join('\n', result.Diagnostics));
        Assert.That(result.File!.FromDevice[0].Aces[0].Match.Peer, Is.InstanceOf(expected));
    }

    [TestCase("""{ "tcp": { "flags": "syn" } }""", "tcp-flags")]
    [TestCase("""{ "ipv4": { "dscp": 46 } }""", "dscp")]
    [TestCase("""{ "ietf-acl-tls:client-profiles": { "tls-dtls-profile": [] } }""", "tls-profile")]
    [TestCase("""{ "udp": { "length": 64 } }""", "udp-length")]
    public void What_no_rule_can_say_is_named(string matches, string lossy)
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry(matches)));
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Compiled), string.Join('\n', result.Diagnostics));
        Assert.That(result.File!.FromDevice[0].Aces[0].Match.Lossy, Is.EqualTo(new[] { lossy }));
    }

    private static MudAce Find(string name) =>
        Lamp.File!.FromDevice.Concat(Lamp.File.ToDevice).SelectMany(a => a.Aces).Single(a => a.Name == name);
}
