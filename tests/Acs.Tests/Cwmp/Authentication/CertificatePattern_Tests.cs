using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acs.Cwmp.Authentication;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp.Authentication;

public class CertificatePattern_Tests
{
    private static CertificateIdentity[] Read(string pattern, string subject, Action<SubjectAlternativeNameBuilder>? san = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (san is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            san(names);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return [.. CertificatePattern.Parse(pattern)!.Identities(certificate)];
    }

    [Test]
    public void The_common_name_of_TR_069_names_a_device_with_and_without_its_class()
    {
        Assert.That(Read("cn={oui}-{class}-{serial}", "CN=00D09E-Home%2D1-A%2FB").Single(), Is.EqualTo(new CertificateIdentity("00D09E", "Home-1", "A/B")));
        Assert.That(Read("cn={oui}-{serial}", "CN=00D09E-0001, O=Maker").Single(), Is.EqualTo(new CertificateIdentity("00D09E", null, "0001")));
    }

    [Test]
    public void A_hyphen_never_moves_from_one_part_to_the_next()
    {
        Assert.That(Read("cn={oui}-{serial}", "CN=00D09E-A-B"), Is.Empty);
        Assert.That(Read("cn={oui}-{class}-{serial}", "CN=00D09E-A-B-C"), Is.Empty);
    }

    [Test]
    public void Alternative_names_are_read_and_anchored_at_both_ends()
    {
        void San(SubjectAlternativeNameBuilder b)
        {
            b.AddDnsName("00d09e-77.cpe.example.net");
            b.AddUri(new Uri("urn:dev:ops:00D09E-Home-9"));
        }

        Assert.That(Read("dns={oui}-{serial}.cpe.example.net", "CN=x", San).Single(), Is.EqualTo(new CertificateIdentity("00d09e", null, "77")));
        Assert.That(Read("uri=urn:dev:ops:{oui}-{class}-{serial}", "CN=x", San).Single(), Is.EqualTo(new CertificateIdentity("00D09E", "Home", "9")));
        Assert.That(Read("dns={oui}-{serial}.cpe.example.net", "CN=x", b => b.AddDnsName("00d09e-77.cpe.example.net.attacker.example")), Is.Empty);
    }

    [Test]
    public void The_OUI_has_no_case_and_everything_else_has()
    {
        var named = new CertificateIdentity("00d09e", "Home", "a1");
        Assert.That(named.Is(new DeviceId("00D09E", "Home", "a1")));
        Assert.That(named.Is(new DeviceId("00D09E", "Home", "A1")), Is.False);
        Assert.That(named.Is(new DeviceId("00D09E", "Other", "a1")), Is.False);
    }

    [TestCase("cn={serial}")]
    [TestCase("{oui}-{serial}")]
    [TestCase("o={oui}-{serial}")]
    [TestCase("cn={oui}-{serial}-{serial}")]
    public void What_is_no_pattern_is_said_at_the_start(string text) => Assert.That(CertificatePattern.Parse(text), Is.Null);
}
