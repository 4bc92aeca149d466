using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using UspController.Security;
using UspController.Tests.Doubles;

namespace UspController.Tests.Security;

/// <summary>TR-369 R-SEC.0a, R-SEC.10a to R-SEC.12: a certificate names its endpoint in subjectAltName.</summary>
public sealed class EndpointCertificate_Tests
{
    [Test]
    public void Only_the_names_of_the_standard_count()
    {
        using var certificate = Pki.SelfSigned(
            s =>
            {
                s.AddUri(new Uri("urn:bbf:usp:id:os::00D09E-SN1"));
                s.AddUri(new Uri("https://example.net/os::00D09E-SN2"));
                s.AddDnsName("acs.example.net");
                s.AddEmailAddress("a@example.net");
            });
        Assert.That(EndpointCertificate.Names(certificate), Is.EqualTo(["os::00D09E-SN1", "fqdn::acs.example.net"]));
        Assert.That(EndpointCertificate.IsOf(certificate, "os::00D09E-SN1"));
        Assert.That(EndpointCertificate.IsOf(certificate, "os::00D09E-SN2"), Is.False);
        Assert.That(EndpointCertificate.IsOf(certificate, "fqdn::ACS.example.net"));
    }

    [Test]
    public void A_certificate_without_names_is_nobodys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=os::00D09E-SN1", key, HashAlgorithmName.SHA256).CreateSelfSigned(Pki.Begin, Pki.End);
        Assert.That(EndpointCertificate.Names(certificate), Is.Empty);
    }

    [TestCase("os::00D09E-*", "os::00D09E-SN1", true)]
    [TestCase("os::00D09E-*", "os::00D09F-SN1", false)]
    [TestCase("os::*", "os::00D09E-SN1", false)]
    [TestCase("os::00D09E*", "os::00D09E-SN1", false)]
    [TestCase("ops::00D09E-GW-*", "ops::00D09E-GW-1", true)]
    [TestCase("oui:00D09E:*", "oui:00D09E:box-1", true)]
    [TestCase("oui::*", "oui:00D09E:box-1", false)]
    [TestCase("proto::*", "proto::acs", false)]
    [TestCase("os::00D09E-*1", "os::00D09E-SN1", false)]
    [TestCase("os::00D09E-SN1", "os::00D09E-sn1", false)]
    public void A_wildcard_never_stands_for_whoever_assigns(string name, string endpointId, bool matches) =>
        Assert.That(EndpointCertificate.Matches(name, endpointId), Is.EqualTo(matches));

    [Test]
    public void A_chain_counts_that_leads_to_the_ISPs_own_authority_while_it_is_valid()
    {
        using var pki = new Pki();
        using var agent = pki.Issue("os::00D09E-SN1");
        using var stranger = Pki.SelfSigned(s => s.AddUri(new Uri("urn:bbf:usp:id:os::00D09E-SN1")));
        Assert.That(pki.Trust.Accepts(agent, [], Pki.Begin.AddDays(1)));
        Assert.That(pki.Trust.Accepts(agent, [], Pki.End.AddDays(1)), Is.False);
        Assert.That(pki.Trust.Accepts(stranger, [stranger], Pki.Begin.AddDays(1)), Is.False);
        Assert.That(new CertificateTrust([]).Accepts(agent, [pki.Authority], Pki.Begin.AddDays(1)), Is.False);
    }
}
