using System.Net;
using Provisioning.Mud.Model;
using Provisioning.Warnings.Mitigations;

namespace Provisioning.Tests.Warnings;

/// <summary>Behind one address the flows tell who attacks, and source ports where they are known (RFC 9066 §5.3.1).</summary>
internal sealed class AttackingHosts_Tests
{
    private const string Camera = "02:00:00:00:00:01";
    private const string Bulb = "02:00:00:00:00:02";

    private static readonly IPNetwork Wan = IPNetwork.Parse("198.51.100.2/32");

    [Test]
    public void Who_opened_flows_to_the_target_attacks_whatever_its_file_permits() =>
        Assert.That(Of([], Flow(Camera, "203.0.113.66", []), Flow(Bulb, "203.0.113.9", [])), Is.EqualTo(new[] { Camera }));

    [Test]
    public void Source_ports_tell_two_apart_and_where_no_port_fits_nothing_is_said_of_either()
    {
        var (camera, bulb) = (Flow(Camera, "203.0.113.66", [50000, 50001]), Flow(Bulb, "203.0.113.66", [40000]));
        Assert.That(Of([new PortRange(50001, 50010)], camera, bulb), Is.EqualTo(new[] { Camera }));
        Assert.That(Of([new PortRange(61000, 61999)], camera, bulb), Is.EqualTo(new[] { Camera, Bulb }), "the gateway translated them, and did not say to what");
    }

    [Test]
    public void A_translation_that_was_told_excludes_who_came_from_elsewhere()
    {
        var camera = Flow(Camera, "203.0.113.66", [61001]) with { Translated = IPAddress.Parse("198.51.100.2") };
        var bulb = Flow(Bulb, "203.0.113.66", [61001]) with { Translated = IPAddress.Parse("198.51.100.3") };
        Assert.That(Of([new PortRange(61001, 61001)], camera, bulb), Is.EqualTo(new[] { Camera }));
        Assert.That(Of([new PortRange(7, 7)], camera, bulb), Is.Empty);
        Assert.That(Of([], camera, bulb), Is.EqualTo(new[] { Camera }));
    }

    private static IReadOnlyList<string> Of(IReadOnlyList<PortRange> ports, params AttackFlow[] flows) => AttackingHosts.Of(
        MitigationScope.Empty with { Targets = [IPNetwork.Parse("203.0.113.66/32")], TargetPorts = [new PortRange(443, 443)], Protocols = [6], Sources = [Wan], SourcePorts = ports }, Wan, flows);

    private static AttackFlow Flow(string mac, string peer, IReadOnlyList<int> ports) => new(mac, peer, 6, 443, ports, null);
}
