using Provisioning.Devices;
using UspController.Records;

namespace UspController.Tests.Records;

public sealed class EndpointId_Tests
{
    [TestCase("os::00D09E-SN1", "00D09E", "", "SN1")]
    [TestCase("os::00D09E-SN-1", "00D09E", "", "SN-1")]
    [TestCase("ops::00D09E-Home%20Box-SN1", "00D09E", "Home Box", "SN1")]
    [TestCase("uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "USP", "", "uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    [TestCase("os::00D09E-", "USP", "", "os::00D09E-")]
    public void Names_the_device_as_far_as_it_can(string id, string oui, string productClass, string serial) =>
        Assert.That(EndpointId.ToDeviceId(id), Is.EqualTo(new DeviceId(oui, productClass, serial)));

    [TestCase("proto::acs", true)]
    [TestCase("oui:00D09E:abc", true)]
    [TestCase("os::x/y", false)]
    [TestCase("os::+", false)]
    [TestCase("::x", false)]
    [TestCase("os:x", false)]
    [TestCase("os::", false)]
    public void Knows_what_may_stand_in_records_and_topics(string id, bool valid) => Assert.That(EndpointId.IsValid(id), Is.EqualTo(valid));

    [TestCase("1.0,1.1,1.2,1.3", "1.3")]
    [TestCase("1.4, 1.5", "1.4")]
    [TestCase("2.0", "1.3")]
    [TestCase("", "1.3")]
    public void The_highest_common_version_is_spoken(string theirs, string version) =>
        Assert.That(ProtocolVersion.Highest(theirs), Is.EqualTo(version));
}
