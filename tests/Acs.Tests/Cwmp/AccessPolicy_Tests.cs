using Acs.Cwmp.Authentication;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class AccessPolicy_Tests
{
    private static readonly DeviceId _device = new("00D09E", "Home", "1");
    private static readonly PresentedCredential _none = new PresentedCredential.None();

    private static ContactTrust? Trust(Enrolment mode, PresentedCredential presented, bool confirmed = false, bool issued = false, bool asked = false, bool bootstrap = false) =>
        (AccessPolicy.Decide(mode, presented, new DeviceFacts(_device, confirmed, issued, asked, bootstrap)) as AccessDecision.Serve)?.Trust;

    [Test]
    public void A_stranger_gets_what_the_mode_says()
    {
        Assert.That(Trust(Enrolment.Open, _none), Is.EqualTo(ContactTrust.Anonymous));
        Assert.That(Trust(Enrolment.Quarantine, _none), Is.EqualTo(ContactTrust.Anonymous));
        Assert.That(Trust(Enrolment.Quarantine, _none, confirmed: true), Is.Null);
        Assert.That(Trust(Enrolment.Quarantine, _none, issued: true), Is.Null, "challenged once");
        Assert.That(Trust(Enrolment.Quarantine, _none, issued: true, asked: true), Is.EqualTo(ContactTrust.Anonymous));
        Assert.That(Trust(Enrolment.Closed, _none), Is.Null);
    }

    [Test]
    public void A_credential_that_nobody_here_has_is_as_good_as_none([Values] Enrolment mode, [Values] bool confirmed, [Values] bool issued, [Values] bool asked) =>
        Assert.That(Trust(mode, new PresentedCredential.Foreign(), confirmed, issued, asked), Is.EqualTo(Trust(mode, _none, confirmed, issued, asked)));

    [Test]
    public void A_wrong_or_stale_credential_is_never_served([Values] Enrolment mode)
    {
        Assert.That(Trust(mode, new PresentedCredential.Invalid("wrong")), Is.Null);
        Assert.That(Trust(mode, new PresentedCredential.Stale()), Is.Null);
    }

    [Test]
    public void A_credential_opens_the_door_for_its_own_device_only([Values] Enrolment mode)
    {
        Assert.That(Trust(mode, new PresentedCredential.Device(new DeviceCredential(_device, "u", "p", true))), Is.EqualTo(ContactTrust.Device));
        Assert.That(Trust(mode, new PresentedCredential.Device(new DeviceCredential(_device with { SerialNumber = "2" }, "u", "p", true))), Is.Null);
    }

    [Test]
    public void The_shared_credential_does_not_replace_a_used_one_but_after_a_factory_reset([Values] Enrolment mode)
    {
        var shared = new PresentedCredential.Bootstrap();
        Assert.That(Trust(mode, shared), Is.EqualTo(ContactTrust.Bootstrap));
        Assert.That(Trust(mode, shared, confirmed: true), Is.Null);
        Assert.That(Trust(mode, shared, confirmed: true, bootstrap: true), Is.EqualTo(ContactTrust.Bootstrap));
    }
}
