using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Mud;
using Provisioning.Mud.Fetching;

namespace Provisioning.Tests.Mud;

public sealed class Signature_Tests
{
    private static readonly byte[] Content = "{ \"a\":\r\n1 }"u8.ToArray();
    private string _anchor = "";
    private X509Certificate2 _ca = null!;

    [OneTimeSetUp]
    public void MakeCa()
    {
        _ca = Manufacturer.MakeCa("CN=Signature CA");
        _anchor = Path.GetTempFileName();
        File.WriteAllText(_anchor, _ca.ExportCertificatePem());
    }

    [OneTimeTearDown]
    public void Clean()
    {
        File.Delete(_anchor);
        _ca.Dispose();
    }

    [Test]
    public void A_good_signature_names_its_signer()
    {
        using var signer = Manufacturer.Issue(_ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        Assert.That(Verify(Content, Manufacturer.Sign(Content, signer)), Is.EqualTo(new SignatureCheck(MudSignatureState.Valid, "CN=Signer", SignerIdentity.Of(signer, _ca))));
    }

    [Test]
    public void Changed_content_is_refused_even_by_a_line_end()
    {
        using var signer = Manufacturer.Issue(_ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        var check = Verify("{ \"a\":\n1 }"u8.ToArray(), Manufacturer.Sign(Content, signer));
        Assert.That((check.State, check.Detail), Is.EqualTo((MudSignatureState.Invalid, "the signature of CN=Signer is not one of this file")));
    }

    [Test]
    public void A_signer_of_an_unknown_CA_is_refused()
    {
        using var other = Manufacturer.MakeCa("CN=Other CA");
        using var signer = Manufacturer.Issue(other, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        Refused(Manufacturer.Sign(Content, signer), "not trusted");
    }

    [Test]
    public void A_CA_with_the_same_name_and_another_key_is_refused()
    {
        using var other = Manufacturer.MakeCa("CN=Signature CA");
        using var signer = Manufacturer.Issue(other, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        Refused(Manufacturer.Sign(Content, signer), "not trusted");
    }

    [Test]
    public void An_expired_signer_is_refused()
    {
        using var signer = Manufacturer.Issue(_ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature, until: TimeProvider.System.GetUtcNow().AddDays(-1));
        Refused(Manufacturer.Sign(Content, signer), "out of date");
    }

    [TestCase(X509KeyUsageFlags.None)]
    [TestCase(X509KeyUsageFlags.KeyEncipherment)]
    public void A_certificate_that_is_not_for_signing_is_refused(X509KeyUsageFlags usage)
    {
        using var signer = Manufacturer.Issue(_ca, "CN=Signer", usage);
        Refused(Manufacturer.Sign(Content, signer), "digitalSignature");
    }

    [Test]
    public void An_embedded_content_is_refused()
    {
        using var signer = Manufacturer.Issue(_ca, "CN=Signer", X509KeyUsageFlags.DigitalSignature);
        Refused(Manufacturer.Sign(Content, signer, detached: false), "embeds");
    }

    [TestCase(0)]
    [TestCase(40)]
    public void Rubbish_is_refused(int length) => Refused(new byte[length], "no CMS");

    [Test]
    public void The_Luminaires_signature_held_until_its_CA_expired()
    {
        var content = File.ReadAllBytes(MudCorpus.Require("signed/Luminaire_150.json"));
        var signature = File.ReadAllBytes(MudCorpus.Require("signed/Luminaire_150.p7s"));
        var anchor = MudCorpus.Require("signed/luminaire-cacert.pem");
        Assert.That(Verify(content, signature, anchor, new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero)).State, Is.EqualTo(MudSignatureState.Valid));
        Assert.That(Verify(content, signature, anchor, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).State, Is.EqualTo(MudSignatureState.Invalid));
    }

    [Test]
    public void A_file_edited_after_signing_is_refused()
    {
        var content = File.ReadAllBytes(MudCorpus.Require("signed/ashtapadhi-mudfile.json"));
        var signature = File.ReadAllBytes(MudCorpus.Require("signed/ashtapadhi-mudfile.p7s"));
        Assert.That(Verify(content, signature).State, Is.EqualTo(MudSignatureState.Invalid));
    }

    private void Refused(byte[] signature, string why)
    {
        var check = Verify(Content, signature);
        Assert.That(check.State, Is.EqualTo(MudSignatureState.Invalid));
        Assert.That(check.Detail, Does.Contain(why));
    }

    private SignatureCheck Verify(byte[] content, byte[] signature, string? anchor = null, DateTimeOffset? at = null) =>
        new MudSignatureVerifier(
            Options.Create(new MudOptions { TrustAnchors = [anchor ?? _anchor] }), new FakeTimeProvider(at ?? TimeProvider.System.GetUtcNow()))
            .Verify(content, signature);
}
