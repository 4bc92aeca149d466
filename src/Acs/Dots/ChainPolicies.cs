using System.Security.Cryptography.X509Certificates;

namespace Acs.Dots;

internal static class ChainPolicies
{
    /// <summary>Only what these authorities stand behind.</summary>
    public static X509ChainPolicy Of(X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true, VerificationTime = now.UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
