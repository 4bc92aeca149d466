using System.Net;
using Provisioning.Flows;
using Provisioning.Flows.Sources;

namespace Provisioning.Tests.Flows;

/// <summary>Lines of gateways' logs, as Linux' netfilter writes them (the form of the kernel's <c>nf_log</c>).</summary>
public sealed class FirewallLog_Tests
{
    private const string Mac = "MAC=02:00:00:00:00:01:02:00:00:00:1d:01:08:00";

    [TestCase("2026-11-29T17:00:00+01:00 gw kernel: [12345.678901] reject lan in: IN=br-lan OUT=eth0 " + Mac + " SRC=192.168.1.20 DST=198.51.100.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=4711 DF PROTO=TCP SPT=50000 DPT=8443 WINDOW=64240 RES=0x00 SYN URGP=0", 6, 50000, 8443, true)]
    [TestCase("<4>Nov 29 17:00:00 kernel: DROP IN=br0 OUT=ppp0 " + Mac + " SRC=192.168.1.20 DST=198.51.100.7 LEN=72 TTL=63 PROTO=UDP SPT=5353 DPT=53 LEN=52", 17, 5353, 53, false)]
    [TestCase("IN=br-lan OUT=eth0 " + Mac + " SRC=192.168.1.20 DST=198.51.100.7 LEN=84 TTL=63 PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=1", 1, 0, 0, false)]
    [TestCase("IN=br-lan OUT=eth0 " + Mac + " SRC=192.168.1.20 DST=198.51.100.7 LEN=84 TTL=63 PROTO=47", 47, 0, 0, false)]
    public void A_line_is_a_flow(string line, int protocol, int from, int to, bool dated)
    {
        var flow = FirewallLog.Read([line]).Single();
        Assert.That((flow.Source, flow.Destination), Is.EqualTo((IPAddress.Parse("192.168.1.20"), IPAddress.Parse("198.51.100.7"))));
        Assert.That((flow.Protocol, flow.SourcePort, flow.DestinationPort, flow.SourceMac), Is.EqualTo((protocol, from, to, "02:00:00:00:1d:01")));
        Assert.That(flow.StartedAt, Is.EqualTo(dated ? new DateTimeOffset(2026, 11, 29, 16, 0, 0, TimeSpan.Zero) : (DateTimeOffset?)null));
    }

    [Test]
    public void IPv6_is_read_too()
    {
        var flow = FirewallLog.Read(["IN=br-lan OUT=eth0 MAC= SRC=fd77:0000:0000:0000:0000:0000:0000:0020 DST=2001:0db8:0000:0000:0000:0000:0000:0007 LEN=80 PROTO=TCP SPT=1 DPT=443 SYN"]).Single();
        Assert.That((flow.Source.ToString(), flow.Destination.ToString(), flow.SourceMac), Is.EqualTo(("fd77::20", "2001:db8::7", (string?)null)));
    }

    [TestCase("nothing of the kind")]
    [TestCase("IN=br-lan OUT=eth0 SRC=192.168.1.20 DST=198.51.100.7 PROTO=TCP SPT=443", Description = "no port that was opened")]
    [TestCase("IN=br-lan OUT=eth0 SRC=192.168.1.20 DST=2001:db8::1 PROTO=TCP SPT=1 DPT=443")]
    [TestCase("IN=br-lan OUT=eth0 SRC=192.168.1 DST=198.51.100.7 PROTO=TCP SPT=1 DPT=443")]
    [TestCase("IN=br-lan OUT=eth0 SRC=192.168.1.20 DST=198.51.100.7 PROTO=TCP SPT=1 DPT=70000")]
    [TestCase("IN=br-lan OUT=eth0 SRC=192.168.1.20 DST=198.51.100.7 PROTO=TCP SPT=1 DPT=443 WINDOW=0 ACK RST", Description = "the middle of a connection")]
    public void What_is_no_first_packet_is_skipped(string line) => Assert.That(FirewallLog.Read([line]), Is.Empty);

    [Test]
    public void Lines_of_one_flow_are_added_up_and_a_log_is_bounded()
    {
        var same = Enumerable.Range(0, 30).Select(i => Line(i, 443));
        Assert.That(FirewallLog.Read(same).Single(), Is.Not.Null.And.Property(nameof(FlowRecord.Packets)).EqualTo(30).And.Property(nameof(FlowRecord.Octets)).EqualTo(1800));

        var many = Enumerable.Range(0, FirewallLog.MostLines + 10).Select(i => Line(5000, i % 65535));
        Assert.That(FirewallLog.Read(many), Has.Count.EqualTo(FirewallLog.MostFlows));
        Assert.That(FirewallLog.Read([Line(1, 443) + new string('x', 4000)]), Is.Empty);
    }

    private static string Line(int from, int to) => $"IN=br-lan OUT=eth0 {Mac} SRC=192.168.1.20 DST=198.51.100.7 LEN=60 PROTO=TCP SPT={from} DPT={to} SYN";
}
