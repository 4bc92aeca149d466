using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Provisioning.Mud.Certificates;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud.Finding;

/// <summary>RFC 8520 §11: what a device's certificate says, and what it may change.</summary>
public sealed class MudCertificate_Tests
{
    private const string Url = "https://maker.example/thing.json";

    [Test]
    public void The_URL_and_the_files_signer_are_read()
    {
        var signer = new X500DistinguishedName("CN=MUD signer, O=Maker");
        using var certificate = Certificate((MudCertificate.UrlOid, Ia5(Url)), (MudCertificate.SignerOid, signer.RawData));
        var (found, wrong) = MudCertificate.Of(certificate);
        Assert.That((found?.Url, found?.Signer, wrong), Is.EqualTo((Url, signer.Name, (string?)null)));
        foreach (var text in (byte[][])[certificate.RawData, System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())])
        {
            Assert.That(CertificateText.Read(text).Single().Thumbprint, Is.EqualTo(certificate.Thumbprint));
        }
    }

    [Test]
    public void What_is_no_MUD_URL_in_IA5_counts_for_nothing()
    {
        var utf8 = new AsnWriter(AsnEncodingRules.DER);
        utf8.WriteCharacterString(UniversalTagNumber.UTF8String, Url);
        (string, byte[])[][] wrong =
        [
            [], [(MudCertificate.UrlOid, Ia5("http://maker.example/thing.json"))], [(MudCertificate.UrlOid, utf8.Encode())], [(MudCertificate.UrlOid, [0x16, 0x7f])],
            [(MudCertificate.UrlOid, [.. Ia5(Url), 0])], [(MudCertificate.UrlOid, Ia5(Url)), (MudCertificate.SignerOid, [1, 2, 3])],
        ];
        foreach (var extensions in wrong)
        {
            using var certificate = Certificate(extensions);
            var (found, why) = MudCertificate.Of(certificate);
            Assert.That((found, why), Is.EqualTo(((MudCertificate?)null, why)).And.Not.EqualTo(((MudCertificate?)null, (string?)null)));
        }

        Assert.That(CertificateText.Read("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----"u8), Is.Empty);
        Assert.That(CertificateText.Read(new byte[4000]), Is.Empty);
    }

    [TestCase(null, null, null, true, "Set")]
    [TestCase(null, null, null, false, "Propose")]
    [TestCase("https://evil.example/x", "dhcpv4", null, true, "Set", Description = "anybody can announce; not anybody is vouched for")]
    [TestCase("https://evil.example/x", "dhcpv4", null, false, "Propose")]
    [TestCase(Url, "dhcpv4", null, true, "Set", Description = "from now on DHCP changes nothing")]
    [TestCase(Url, "dhcpv4", null, false, "Nothing")]
    [TestCase(Url, "certificate", null, true, "Nothing")]
    [TestCase("https://isp.example/own", "assigned", null, true, "Nothing", Description = "a person's choice wins")]
    [TestCase(null, null, Url, false, "Nothing", Description = "dismissed")]
    [TestCase(null, null, Url, true, "Set")]
    public void What_it_may_change(string? url, string? source, string? dismissed, bool isSure, string rule) =>
        Assert.That(HostCertificates.Decide(new HostRow { Mac = "", MudUrl = url, MudUrlSource = source, DismissedMudUrl = dismissed }, Url, isSure).ToString(), Is.EqualTo(rule));

    private static byte[] Ia5(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.IA5String, text);
        return writer.Encode();
    }

    private static X509Certificate2 Certificate(params (string Oid, byte[] Value)[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=thing", key, HashAlgorithmName.SHA256);
        foreach (var (oid, value) in extensions)
        {
            request.CertificateExtensions.Add(new X509Extension(oid, value, critical: false));
        }

        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
