using Provisioning.Devices;
using Provisioning.Mud;

namespace Provisioning.Tests.Mud.Finding;

/// <summary>A MUD URL over LLDP (RFC 8520 §12), as far as TR-181 keeps foreign TLVs.</summary>
public sealed class Lldp_Tests
{
    private const string Url = "https://maker.example/thing.json";
    private const string Device = "Device.LLDP.Discovery.Device.1.";
    private const string Tlv = Device + "DeviceInformation.VendorSpecific.1.";

    [Test]
    public void A_neighbour_that_is_a_host_announces_by_its_chassis_a_port_or_the_gateways_own_reference()
    {
        foreach (var who in ((string, string)[][])
        [
            [("ChassisIDSubtype", "4"), ("ChassisID", "02-00-00-00-00-01")],
            [("ChassisIDSubtype", "7"), ("ChassisID", "cupboard"), ("Port.1.PortIDSubtype", "3"), ("Port.1.PortID", "02:00:00:00:00:01")],
            [("ChassisIDSubtype", "7"), ("ChassisID", "cupboard"), ("Host", "Device.Hosts.Host.1")],
        ])
        {
            var host = Read(Url, "00005E", "1", who);
            Assert.That((host.MudUrl, host.MudUrlSource), Is.EqualTo((Url, "lldp")));
        }
    }

    [TestCase("E0271A", "1", Url, null, Description = "another organisation's TLV")]
    [TestCase("00005E", "2", Url, null)]
    [TestCase("00005e", "1", Url + " reserved", Url)]
    [TestCase("00005E", "1", "http://maker.example/thing.json", null)]
    public void Only_the_IANAs_first_TLV_is_one(string oui, string type, string text, string? url) =>
        Assert.That(Read(text, oui, type, ("ChassisIDSubtype", "4"), ("ChassisID", "02:00:00:00:00:01")).MudUrl, Is.EqualTo(url));

    [Test]
    public void A_URL_that_the_gateway_may_have_cut_does_not_count()
    {
        var host = Read("https://maker.example/" + new string('x', 226), "00005E", "1", ("ChassisIDSubtype", "4"), ("ChassisID", "02:00:00:00:00:01"));
        Assert.That((host.MudUrl, host.MudUrlIgnored), Is.EqualTo(((string?)null, "its MUD URL over LLDP may have been cut by the gateway")));
    }

    [Test]
    public void A_neighbour_that_is_no_host_of_the_home_makes_none() =>
        Assert.That(Read(Url, "00005E", "1", ("ChassisIDSubtype", "4"), ("ChassisID", "02:00:00:00:00:99")).MudUrl, Is.Null);

    private static LanHost Read(string information, string oui, string type, params (string Name, string Value)[] who)
    {
        (string, string)[] values =
        [
            ("Device.Hosts.Host.1.PhysAddress", "02:00:00:00:00:01"), ("Device.Hosts.Host.1.Active", "true"), .. who.Select(w => (Device + w.Name, w.Value)),
            (Tlv + "OrganizationCode", oui), (Tlv + "InformationType", type), (Tlv + "Information", information),
        ];
        return HostInventory.Read(ReportedParameters.Empty.With(values.Select(v => new ParameterValue(v.Item1, v.Item2)), DateTimeOffset.UnixEpoch)).Single();
    }
}
