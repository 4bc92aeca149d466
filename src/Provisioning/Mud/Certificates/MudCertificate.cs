using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Provisioning.Mud.Certificates;

/// <summary>What a device's certificate says of MUD (RFC 8520 §11).</summary>
/// <param name="Url">The MUD URL, checked.</param>
/// <param name="Signer">Subject of whoever signs the MUD file (id-pe-mudsigner); null: it does not say.</param>
public sealed record MudCertificate(string Subject, string Url, string? Signer)
{
    /// <summary>id-pe-mud-url: an IA5String.</summary>
    public const string UrlOid = "1.3.6.1.5.5.7.1.25";

    /// <summary>id-pe-mudsigner: the Name that is the subject of the signer's certificate.</summary>
    public const string SignerOid = "1.3.6.1.5.5.7.1.30";

    /// <returns>Null and what is wrong: it holds no MUD URL, or none that counts.</returns>
    public static (MudCertificate? Found, string? Wrong) Of(X509Certificate2 certificate)
    {
        var urls = certificate.Extensions.Where(e => e.Oid?.Value == UrlOid).ToList();
        if (urls.Count != 1)
        {
            return (null, urls.Count == 0 ? "The certificate has no MUD URL extension (1.3.6.1.5.5.7.1.25)." : "The certificate has more than one MUD URL extension.");
        }

        try
        {
            var reader = new AsnReader(urls[0].RawData, AsnEncodingRules.DER);
            var text = reader.ReadCharacterString(UniversalTagNumber.IA5String);
            reader.ThrowIfNotEmpty();
            var (url, ignored) = AnnouncedUrl.Check(text);
            if (url is null)
            {
                return (null, $"The certificate's extension does not count: {ignored}.");
            }

            var signer = certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == SignerOid);
            return (new MudCertificate(certificate.Subject, url, signer is null ? null : new X500DistinguishedName(Checked(signer.RawData)).Name), null);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return (null, "A MUD extension of the certificate is not DER: an IA5String, and a Name.");
        }
    }

    private static byte[] Checked(byte[] name)
    {
        var reader = new AsnReader(name, AsnEncodingRules.DER);
        reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return name;
    }
}
