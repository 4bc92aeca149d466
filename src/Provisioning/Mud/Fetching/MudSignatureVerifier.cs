using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Fetching;

/// <summary>
/// Detached CMS signatures over MUD files (RFC 8520 §13). The file is bytes here: nothing of it is interpreted before the
/// signature holds.
/// </summary>
internal sealed class MudSignatureVerifier(IOptions<MudOptions> options, TimeProvider time)
{
    private const int MaxSigners = 8;
    private static readonly HashSet<string> BrokenDigests = new(StringComparer.Ordinal) { "1.2.840.113549.2.5", "1.3.14.3.2.26" };

    /// <summary>Never throws on any input.</summary>
    /// <param name="signature">DER.</param>
    public SignatureCheck Verify(byte[] content, byte[] signature)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(signature);
            if (EmbedsContent(signature))
            {
                return SignatureCheck.Invalid("the signature embeds its content; RFC 8520 wants it detached");
            }

            if (cms.SignerInfos.Count is 0 or > MaxSigners)
            {
                return SignatureCheck.Invalid($"the signature has {cms.SignerInfos.Count} signers");
            }

            var checks = cms.SignerInfos.Cast<SignerInfo>().Select(s => Check(s, cms.Certificates)).ToList();
            return checks.Find(c => c.State == MudSignatureState.Valid) ?? checks[0];
        }
        catch (CryptographicException e)
        {
            return SignatureCheck.Invalid($"the signature is no CMS SignedData in DER ({e.Message.TrimEnd('.')})");
        }
    }

    private static bool EmbedsContent(byte[] signature)
    {
        var probe = new SignedCms();
        probe.Decode(signature);
        return probe.ContentInfo.Content.Length > 0;
    }

    private SignatureCheck Check(SignerInfo signer, X509Certificate2Collection extra)
    {
        if (signer.Certificate is not { } certificate)
        {
            return SignatureCheck.Invalid("the signature does not hold its signer's certificate");
        }

        if (BrokenDigests.Contains(signer.DigestAlgorithm.Value ?? ""))
        {
            return SignatureCheck.Invalid("the signature uses MD5 or SHA-1");
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return SignatureCheck.Invalid($"the signature of {CertificateTrouble.NameOf(certificate)} is not one of this file");
        }

        // RFC 8520 §13.1: the certificate must be meant for signing.
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return usage is null || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature)
            ? SignatureCheck.Invalid($"the certificate of {CertificateTrouble.NameOf(certificate)} lacks the key usage digitalSignature")
            : CheckChain(certificate, extra);
    }

    private SignatureCheck CheckChain(X509Certificate2 certificate, X509Certificate2Collection extra)
    {
        using var chain = new X509Chain();
        if (options.Value.TrustAnchors.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(TrustAnchors.Load(options.Value.TrustAnchors));
        }

        chain.ChainPolicy.ExtraStore.AddRange(extra);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true; // Its URLs are the signer's choice.
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        if (chain.Build(certificate))
        {
            return new SignatureCheck(MudSignatureState.Valid, CertificateTrouble.NameOf(certificate), SignerIdentity.Of(certificate, chain.ChainElements[^1].Certificate));
        }

        var anchors = $"{MudOptions.Section}:TrustAnchors";
        return SignatureCheck.Invalid($"its signer is not trusted: {CertificateTrouble.Of(certificate, chain, anchors)}");
    }
}
