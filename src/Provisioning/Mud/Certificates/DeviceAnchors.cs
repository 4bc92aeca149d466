using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Certificates;

/// <summary>Who may vouch for a device's certificate: <c>Acs:Mud:DeviceAnchors</c>. The system's roots vouch for web sites, not for things.</summary>
public sealed class DeviceAnchors(IOptions<MudOptions> options, TimeProvider time)
{
    /// <returns>Null: it is vouched for. Else why not.</returns>
    public string? Doubt(X509Certificate2Collection certificates)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var path in options.Value.DeviceAnchors)
        {
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(path);
        }

        if (chain.ChainPolicy.CustomTrustStore.Count == 0)
        {
            return $"{MudOptions.Section}:DeviceAnchors names nobody who vouches for devices.";
        }

        chain.ChainPolicy.ExtraStore.AddRange(certificates.Skip(1).ToArray());
        // A device lives longer than any list of revoked ones is kept, and its certificate may have no end (IEEE 802.1AR).
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return chain.Build(certificates[0]) ? null
            : string.Join(' ', chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).DefaultIfEmpty("The chain could not be built."));
    }
}
