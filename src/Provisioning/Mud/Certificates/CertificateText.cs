using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Provisioning.Mud.Certificates;

/// <summary>Certificates out of what somebody hands in: PEM with as many as there are, the device's own first, or one in DER.</summary>
public static class CertificateText
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxCertificates = 10;

    /// <returns>The certificates, to be disposed of by the caller; empty: it holds none that can be read.</returns>
    public static X509Certificate2Collection Read(ReadOnlySpan<byte> content)
    {
        var found = new X509Certificate2Collection();
        try
        {
            if (content.IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0)
            {
                found.ImportFromPem(System.Text.Encoding.UTF8.GetString(content));
            }
            else
            {
                found.Add(X509CertificateLoader.LoadCertificate(content));
            }
        }
        catch (CryptographicException)
        {
            return [];
        }

        return found.Count <= MaxCertificates ? found : [];
    }
}
