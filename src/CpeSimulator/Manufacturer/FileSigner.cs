using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CpeSimulator.Manufacturer;

/// <summary>Detached CMS SignedData over a MUD file (RFC 8520 §13.1).</summary>
internal static class FileSigner
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <returns>DER.</returns>
    public static byte[] Sign(byte[] file, X509Certificate2 signer, TimeProvider clock)
    {
        var cms = new SignedCms(new ContentInfo(file), detached: true);
        cms.ComputeSignature(new CmsSigner(signer)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
            SignedAttributes = { new Pkcs9SigningTime(clock.GetUtcNow().UtcDateTime) },
        });
        return cms.Encode();
    }
}
